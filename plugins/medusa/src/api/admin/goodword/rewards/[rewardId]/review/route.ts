import { reviewReward } from "@goodword/api";
import { mountByStaff } from "../../../../../../mount";

export const POST = mountByStaff(reviewReward);
