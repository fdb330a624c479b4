import { explainAdvocate } from "@goodword/api";
import { mountWithPeople } from "../../../../../mount";

export const GET = mountWithPeople(explainAdvocate);
