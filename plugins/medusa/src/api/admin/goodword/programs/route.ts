import { listPrograms, saveProgram } from "@goodword/api";
import { mount } from "../../../../mount";

export const GET = mount(listPrograms);
export const POST = mount(saveProgram);
