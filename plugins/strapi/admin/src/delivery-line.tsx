import { Flex, Typography } from "@strapi/design-system";
import { useIntl } from "react-intl";
import type { DeliveryState } from "../../server/src/delivery";

const colours = {
  sending: "primary600",
  live: "success600",
  unreachable: "warning600",
  refused: "danger600",
} as const;

/** Where the published prompts are; nothing before the first publication. */
export function DeliveryLine({ delivery }: { readonly delivery: DeliveryState }) {
  const { formatMessage, formatDate } = useIntl();
  if (delivery.state === "none") return null;
  const since =
    "since" in delivery && formatDate(delivery.since, { dateStyle: "medium", timeStyle: "short" });
  const status = "status" in delivery && delivery.status;
  return (
    <Flex gap={2} alignItems="baseline" role="status">
      <Flex background={colours[delivery.state]} width="8px" height="8px" borderRadius="50%" shrink={0} />
      <Typography>
        {formatMessage({ id: `goodword.delivery.${delivery.state}` }, { since, status })}
      </Typography>
    </Flex>
  );
}
