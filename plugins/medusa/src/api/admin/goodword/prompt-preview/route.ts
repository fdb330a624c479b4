import { previewPrompt } from "@goodword/api";
import { mountWith } from "../../../../mount";
import { previewPages } from "../../../../preview-pages";

export const POST = mountWith(previewPrompt, previewPages);
