import { de } from "./de";
import { en } from "./en";

export default { en: { goodword: en }, de: { goodword: de } };
