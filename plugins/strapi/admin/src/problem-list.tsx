import { Box, Flex, TextButton, Typography } from "@strapi/design-system";
import { useIntl } from "react-intl";
import type { PreviewAnswer } from "../../server/src/prompt-preview";

/** What would refuse publication, each leading to its field. */
export function ProblemList({ problems }: { readonly problems: PreviewAnswer["problems"] }) {
  const { formatMessage } = useIntl();
  if (problems.length === 0) {
    return <Typography textColor="success700">{formatMessage({ id: "goodword.problems.none" })}</Typography>;
  }
  return (
    <Box>
      <Typography variant="omega" fontWeight="bold" tag="h3">
        {formatMessage({ id: "goodword.problems.title" }, { count: problems.length })}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingTop={2}>
        {problems.map(({ field, message }) => (
          <li key={field + message}>
            <TextButton onClick={() => focusField(field)} style={{ textAlign: "start" }}>
              <Typography variant="pi" textColor="danger700">
                {message}
              </Typography>
            </TextButton>
          </li>
        ))}
      </Flex>
    </Box>
  );
}

function focusField(field: string): void {
  const input = document.querySelector<HTMLElement>(`[name="${field}"]`);
  input?.scrollIntoView({ block: "center" });
  input?.focus({ preventScroll: true });
}
