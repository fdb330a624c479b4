import { applyClaim } from "@goodword/api";
import { mount } from "../../../../../../mount";

export const POST = mount(applyClaim);
