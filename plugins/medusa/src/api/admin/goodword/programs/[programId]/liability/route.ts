import { showLiability } from "@goodword/api";
import { mount } from "../../../../../../mount";

export const GET = mount(showLiability);
