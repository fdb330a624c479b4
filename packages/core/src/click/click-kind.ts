import { isbot } from "isbot";
import type { ClickKind } from "./click";

/** Messengers and networks that fetch a link to show a picture of it, by what their fetchers call themselves. */
const preview =
  /whatsapp|telegrambot|facebookexternalhit|facebot|meta-externalfetcher|twitterbot|linkedinbot|slackbot|slack-imgproxy|discordbot|skypeuripreview|viber|redditbot|pinterest|vkshare|line-poker|kakaotalk-scrap|mastodon|bluesky|embedly|iframely/i;

/** Who visits. A browser within an app is a person, whatever the app is called. */
export function clickKind(userAgent: string): ClickKind {
  if (userAgent !== "" && !isbot(userAgent)) return "human";
  return preview.test(userAgent) ? "preview" : "bot";
}
