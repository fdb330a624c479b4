import { setVanityCode } from "@goodword/api";
import { mount } from "../../../../../../mount";

export const POST = mount(setVanityCode);
