import { listReviews } from "@goodword/api";
import { mountWithPeople } from "../../../../mount";

export const GET = mountWithPeople(listReviews);
