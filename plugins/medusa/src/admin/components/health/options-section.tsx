import { Badge, Container, Heading, Text } from "@medusajs/ui";
import type { HealthJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";

type Option = HealthJson["options"][number];

const secrets = /(^|\.)(secret|user|pass)$/;

/** The shop's own configuration, as far as it is no secret. */
export function OptionsSection({ options }: { options: readonly Option[] }) {
  const { t } = useInsightWords();
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("options.heading")}</Heading>
        <Text size="small" className="text-pretty text-ui-fg-subtle">
          {t("options.intro")}
        </Text>
      </div>
      <dl className="m-0 divide-y">
        {options.map((option) => (
          <div
            key={option.path}
            className="grid items-start gap-x-4 px-6 py-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
          >
            <dt className="break-words font-mono text-ui-fg-subtle text-xs leading-5">{option.path}</dt>
            <dd className="txt-compact-small m-0 break-words text-ui-fg-base">
              <OptionValue option={option} />
            </dd>
          </div>
        ))}
      </dl>
    </Container>
  );
}

function OptionValue({ option: { path, value } }: { option: Option }) {
  const { t } = useInsightWords();
  if (secrets.test(path)) return <Badge size="2xsmall">{t("options.set")}</Badge>;
  return typeof value === "boolean" ? t(value ? "options.yes" : "options.no") : value;
}
