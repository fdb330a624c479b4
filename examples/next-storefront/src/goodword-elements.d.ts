import type { HTMLAttributes } from "react";

type Element<Attributes> = HTMLAttributes<HTMLElement> & Attributes;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "goodword-prompt": Element<{ "order-id": string; locale?: string; "shop-name"?: string }>;
      "goodword-offer": Element<{ code: string; locale?: string; currency?: string }>;
    }
  }
}
