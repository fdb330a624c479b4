import { Moon, Sun } from "@medusajs/icons";
import { Container, Heading, IconButton, Skeleton, Tabs, Text } from "@medusajs/ui";
import { useState } from "react";
import type { PreviewTheme, PromptPreviewJson } from "../../prompt-queries";
import { usePromptWords } from "../../use-prompt-words";
import { ErrorView } from "../error-view";
import { PreviewFrame } from "./preview-frame";

const views = ["prompt", "offer", "message"] as const;
type View = (typeof views)[number];

interface PromptPreviewProps {
  readonly preview: {
    readonly data: PromptPreviewJson | undefined;
    readonly isError: boolean;
    refetch(): unknown;
  };
}

/** What the shopper sees, what the friend sees, and what is sent between them. */
export function PromptPreview({ preview: { data, isError, refetch } }: PromptPreviewProps) {
  const { t } = usePromptWords();
  const [view, setView] = useState<View>("prompt");
  const [theme, setTheme] = useState<PreviewTheme>("light");
  const other = theme === "light" ? "dark" : "light";
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-x-4 px-6 py-4">
        <Heading level="h2">{t("preview.heading")}</Heading>
        {view !== "message" && (
          <IconButton
            type="button"
            size="small"
            variant="transparent"
            aria-label={t(`preview.${other}`)}
            onClick={() => setTheme(other)}
          >
            {theme === "light" ? <Moon /> : <Sun />}
          </IconButton>
        )}
      </div>
      {isError ? (
        <ErrorView retry={refetch} />
      ) : data === undefined ? (
        <div aria-busy className="px-6 py-4">
          <Skeleton className="h-80 w-full" />
        </div>
      ) : data.pages === null || data.views === null ? (
        <Text size="small" className="px-6 py-4 text-ui-fg-subtle">
          {t("preview.noProgram")}
        </Text>
      ) : (
        <Tabs value={view} onValueChange={(chosen) => setView(chosen as View)}>
          <div className="overflow-x-auto px-6 py-4">
            <Tabs.List>
              {views.map((each) => (
                <Tabs.Trigger key={each} value={each}>
                  {t(`preview.${each}`)}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
          </div>
          <div className="px-6 pb-4">
            {view === "message" ? (
              <p className="txt-medium wrap-anywhere whitespace-pre-line rounded-lg bg-ui-bg-subtle p-4">
                {data.views.prompt.message.replaceAll("{share_link}", data.views.prompt.link)}
              </p>
            ) : (
              <PreviewFrame title={t(`preview.${view}`)} page={data.pages[theme][view]} width={360} />
            )}
            <Text size="xsmall" className="pt-3 text-ui-fg-muted">
              {t("preview.sample")}
            </Text>
          </div>
        </Tabs>
      )}
    </Container>
  );
}
