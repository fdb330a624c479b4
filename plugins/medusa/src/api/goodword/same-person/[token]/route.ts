import { proveSamePerson, showSamePerson } from "@goodword/api";
import { mount } from "../../../../mount";

export const GET = mount(showSamePerson);
export const POST = mount(proveSamePerson);
