import { de } from "./de";
import { en } from "./en";
import { insightDe } from "./insight/de";
import { insightEn } from "./insight/en";
import { peopleDe } from "./people/de";
import { peopleEn } from "./people/en";

export default {
  en: { goodword: en, goodwordInsight: insightEn, goodwordPeople: peopleEn },
  de: { goodword: de, goodwordInsight: insightDe, goodwordPeople: peopleDe },
};
