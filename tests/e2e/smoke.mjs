// npm start -- --smoke: the whole story of a referral, from Anna's order to the reworded prompt.
import { runStory } from "./run-story.mjs";
import { tellStory } from "./story.mjs";

await runStory({ name: "smoke", tell: tellStory });
