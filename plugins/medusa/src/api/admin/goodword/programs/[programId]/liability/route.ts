import { readLiability } from "@goodword/api";
import { mount } from "../../../../../../mount";

export const GET = mount(readLiability);
