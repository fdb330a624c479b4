import { displayName } from "../person/display-name";
import type { ProgramFigures } from "../terms/terms";
import type { OfferView, PromptContent, PromptView, PublishedPrompt } from "./content";
import { fillFields } from "./fields";

/** What stands in for the fields of a prompt. */
export interface PromptFigures extends ProgramFigures {
  readonly shopName: string;
  readonly firstName: string | null;
  readonly link: string;
}

/** A prompt as a shopper sees it: filled but for `{share_link}` in the message, disclosure first there. */
export function fillPrompt(published: PublishedPrompt, figures: PromptFigures, version: number): PromptView {
  const { content } = published;
  const fill = filler(figures);
  return {
    placement: published.placement,
    locale: published.locale,
    version,
    thanks: fill(content.thanks),
    ask: fill(content.ask),
    reason: fill(content.reason),
    conditions: figures.conditions,
    disclosure: fill(content.disclosure),
    path: fill(content.path),
    decline: fill(content.decline),
    link: figures.link,
    message: `${fill(content.shareDisclosure)}\n${fill(content.message)}`,
  };
}

/** The friend's side of a prompt. It shows nothing of the advocate. */
export function fillOffer(
  published: PublishedPrompt,
  offer: { code: string; shopName: string } & ProgramFigures,
  version: number,
): OfferView {
  const { content } = published;
  const fill = filler({ ...offer, firstName: null });
  return {
    code: offer.code,
    locale: published.locale,
    version,
    title: fill(content.offerTitle),
    disclosure: fill(content.offerDisclosure),
    conditions: offer.offerConditions,
    accept: fill(content.offerAccept),
    decline: fill(content.decline),
  };
}

function filler(figures: ProgramFigures & { shopName: string; firstName: string | null }) {
  return (text: PromptContent[keyof PromptContent]) =>
    fillFields(text, {
      first_name: displayName(figures.firstName),
      friend_reward: figures.friendReward,
      advocate_reward: figures.advocateReward,
      shop_name: figures.shopName,
    });
}
