import {
  Box,
  Button,
  Flex,
  IconButton,
  Modal,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from "@strapi/design-system";
import { Expand, Moon, Sun } from "@strapi/icons";
import { useState } from "react";
import { useIntl } from "react-intl";
import type { PreviewAnswer } from "../../server/src/prompt-preview";
import { DeliveryLine } from "./delivery-line";
import { type Panel, type PanelContext, promptUid, useEditedPrompt } from "./edit-view-context";
import { PreviewFrame } from "./preview-frame";
import { ProblemList } from "./problem-list";
import { usePreview } from "./use-preview";

/** The panel beside a Referral prompt: what the shopper will see, what forbids publishing, where it is live. */
export function PreviewPanel(context: PanelContext): Panel | null {
  const { formatMessage } = useIntl();
  if (context.model !== promptUid) return null;
  return {
    title: formatMessage({ id: "goodword.panel.title" }),
    content: <PreviewContent {...context} />,
  };
}

function PreviewContent({ activeTab, documentId, document, meta }: PanelContext) {
  const { formatMessage } = useIntl();
  const { values, locale, set } = useEditedPrompt();
  const [dark, setDark] = useState(false);
  const { placement, ...words } = values;
  const content = Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const preview = usePreview(
    {
      ...(documentId && documentId !== "create" && { documentId }),
      ...(locale && { locale }),
      placement: typeof placement === "string" ? placement : "",
      content,
      dark,
    },
    `${document?.updatedAt} ${JSON.stringify(meta)}`,
  );

  if (preview.state !== "shown") {
    return (
      <Typography textColor="neutral600">
        {formatMessage({ id: `goodword.preview.${preview.state}` })}
      </Typography>
    );
  }
  const { answer } = preview;
  const editable = activeTab !== "published";
  const empty = Object.entries(answer.suggested ?? {}).filter(([field]) => !content[field]);
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      {document?.status && document.status !== "draft" && <DeliveryLine delivery={answer.delivery} />}
      {editable && empty.length > 0 && (
        <Button
          variant="secondary"
          onClick={() =>
            empty.forEach(([field, text]) => {
              set(field, text);
            })
          }
        >
          {formatMessage({ id: "goodword.fill" })}
        </Button>
      )}
      {editable && <ProblemList problems={answer.problems} />}
      <Views answer={answer} dark={dark} onDark={setDark} />
      {answer.figures !== "live" && (
        <Typography variant="pi" textColor="warning700">
          {formatMessage({ id: `goodword.figures.${answer.figures}` })}
        </Typography>
      )}
    </Flex>
  );
}

const views = ["prompt", "offer", "message"] as const;
type View = (typeof views)[number];

interface ViewsProps {
  readonly answer: PreviewAnswer;
  readonly dark: boolean;
  onDark(dark: boolean): void;
}

function Views({ answer, dark, onDark }: ViewsProps) {
  const { formatMessage } = useIntl();
  const [view, setView] = useState<View>("prompt");
  const name = (view: string) => formatMessage({ id: `goodword.view.${view}` });
  const choice = (
    <SingleSelect
      size="S"
      aria-label={name("label")}
      value={view}
      onChange={(chosen) => setView(chosen as View)}
    >
      {views.map((each) => (
        <SingleSelectOption key={each} value={each}>
          {name(each)}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
  const shown = (width: number) =>
    view === "message" ? (
      <Box background="neutral100" hasRadius padding={3}>
        <Typography tag="p" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
          {answer.message}
        </Typography>
      </Box>
    ) : (
      <PreviewFrame title={name(view)} document={answer[view]} width={width} />
    );
  const theme = (
    <IconButton label={name(dark ? "light" : "dark")} onClick={() => onDark(!dark)}>
      {dark ? <Sun /> : <Moon />}
    </IconButton>
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {choice}
      {shown(320)}
      <Flex gap={2}>
        {theme}
        <Modal.Root>
          <Modal.Trigger>
            <IconButton label={name("large")}>
              <Expand />
            </IconButton>
          </Modal.Trigger>
          <Modal.Content>
            <Modal.Header>
              <Modal.Title>{formatMessage({ id: "goodword.panel.title" })}</Modal.Title>
            </Modal.Header>
            <Modal.Body>{shown(720)}</Modal.Body>
            <Modal.Footer>
              {choice}
              {theme}
            </Modal.Footer>
          </Modal.Content>
        </Modal.Root>
      </Flex>
    </Flex>
  );
}
