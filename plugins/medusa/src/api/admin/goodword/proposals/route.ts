import { listProposals } from "@goodword/api";
import { mountWithPeople } from "../../../../mount";

export const GET = mountWithPeople(listProposals);
