import { answerPrompt } from "@goodword/api";
import { mount } from "../../../../../../mount";

export const POST = mount(answerPrompt);
