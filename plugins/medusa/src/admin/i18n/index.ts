import { de } from "./de";
import { en } from "./en";
import { insightDe } from "./insight/de";
import { insightEn } from "./insight/en";

export default {
  en: { goodword: en, goodwordInsight: insightEn },
  de: { goodword: de, goodwordInsight: insightDe },
};
