import { listPrompts, publishPrompt } from "@goodword/api";
import { mount } from "../../../../mount";

export const GET = mount(listPrompts);
export const POST = mount(publishPrompt);
