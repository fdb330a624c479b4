import { askPerson } from "@goodword/api";
import { mountByStaff } from "../../../../../../mount";

export const POST = mountByStaff(askPerson);
