// What staff do in Medusa's admin, in a real browser: prompts, programs, rewards, payouts and reviews.
import { runStory } from "./run-story.mjs";
import { tellStaffStory } from "./staff-story.mjs";

await runStory({ name: "staff", only: ["mail", "medusa"], tell: tellStaffStory });
