import type { PromptContent } from "@goodword/core";

export const promptUid = "plugin::goodword.referral-prompt";

type FieldName = keyof PromptContent | "title" | "placement";

interface FieldForm {
  readonly label: string;
  readonly description: string;
  /** Of the twelve columns of the edit view. */
  readonly width: 4 | 6 | 8 | 12;
  readonly type: "string" | "text";
}

const figures = "{friend_reward} and {advocate_reward} are filled with the program's live figures.";

/**
 * The fields in the order the shopper reads them, as the edit view shows them. The words can be changed per
 * shop with "Configure the view"; other languages come from the admin's translations.
 */
const forms: Record<FieldName, FieldForm> = {
  title: {
    label: "Name",
    description: "For you and your team; shoppers never see it.",
    width: 8,
    type: "string",
  },
  placement: { label: "Where it is shown", description: "", width: 4, type: "string" },
  thanks: {
    label: "Thanks",
    description: "Confirms the order just made. {first_name} may be used: {first_name|there} has a fallback.",
    width: 12,
    type: "string",
  },
  ask: { label: "Ask", description: "One small, soft request.", width: 12, type: "string" },
  reason: {
    label: "Reason",
    description: `What each side gets. ${figures}`,
    width: 12,
    type: "text",
  },
  disclosure: {
    label: "Disclosure",
    description: `Stands beside the button and says what each side gets. ${figures}`,
    width: 12,
    type: "text",
  },
  path: {
    label: "Path",
    description: "The button: one tap to share, for example “Copy link”.",
    width: 6,
    type: "string",
  },
  decline: {
    label: "No thanks",
    description: "The other button, of the same size. Friendly, never shaming.",
    width: 6,
    type: "string",
  },
  shareDisclosure: {
    label: "Share disclosure",
    description: "Always the first line of what the shopper sends.",
    width: 12,
    type: "text",
  },
  message: {
    label: "Message",
    description: "Follows the disclosure; the shopper can edit it. Must contain {share_link}.",
    width: 12,
    type: "text",
  },
  offerTitle: {
    label: "Offer title",
    description: "On the friend's page: what they get, as {friend_reward}.",
    width: 12,
    type: "string",
  },
  offerDisclosure: {
    label: "Offer disclosure",
    description: "On the friend's page, above the button: what the sender gets, as {advocate_reward}.",
    width: 12,
    type: "text",
  },
  offerAccept: {
    label: "Offer button",
    description: "On the friend's page, for example “Use this offer”.",
    width: 6,
    type: "string",
  },
};

const names = Object.keys(forms) as FieldName[];
const contentNames = names.filter((name) => name !== "title" && name !== "placement");

/** Rows of the edit view: fields side by side while they fit in twelve columns. */
function editLayout(): { name: string; size: number }[][] {
  const rows: { name: string; size: number }[][] = [];
  let free = 0;
  for (const name of names) {
    const size = forms[name].width;
    if (size > free) {
      rows.push([]);
      free = 12;
    }
    rows.at(-1)?.push({ name, size });
    free -= size;
  }
  return rows;
}

const localized = { i18n: { localized: true } };
const shared = { i18n: { localized: false } };

/** The content type editors work in. The four elements and disclosures are required by the publishing gate. */
export const referralPrompt = {
  schema: {
    kind: "collectionType",
    collectionName: "goodword_prompts",
    info: {
      singularName: "referral-prompt",
      pluralName: "referral-prompts",
      displayName: "Referral prompt",
      description: "What a shopper is asked after an order, and what their friend reads.",
    },
    options: { draftAndPublish: true },
    pluginOptions: {
      i18n: { localized: true },
      "content-manager": { visible: true },
      "content-type-builder": { visible: false },
    },
    attributes: {
      title: { type: "string", required: true, pluginOptions: shared },
      placement: {
        type: "enumeration",
        enum: ["order-confirmation"],
        default: "order-confirmation",
        required: true,
        pluginOptions: shared,
      },
      ...Object.fromEntries(
        contentNames.map((name) => [name, { type: forms[name].type, pluginOptions: localized }]),
      ),
    },
    config: {
      metadatas: Object.fromEntries(
        names.map((name) => [
          name,
          {
            edit: { label: forms[name].label, description: forms[name].description },
            list: { label: forms[name].label },
          },
        ]),
      ),
      layouts: { list: ["title", "thanks"], edit: editLayout() },
    },
  },
};
