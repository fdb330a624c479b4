import { de } from "./de";
import { en } from "./en";
import { insightDe } from "./insight/de";
import { insightEn } from "./insight/en";
import { peopleDe } from "./people/de";
import { peopleEn } from "./people/en";
import { promptsDe } from "./prompts/de";
import { promptsEn } from "./prompts/en";

export default {
  en: { goodword: en, goodwordInsight: insightEn, goodwordPeople: peopleEn, goodwordPrompts: promptsEn },
  de: { goodword: de, goodwordInsight: insightDe, goodwordPeople: peopleDe, goodwordPrompts: promptsDe },
};
