import { showProgram } from "@goodword/api";
import { mount } from "../../../../../mount";

export const GET = mount(showProgram);
