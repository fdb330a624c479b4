import { Alert, Badge, Button, Container, Label, Select, Switch, Text, toast } from "@medusajs/ui";
import { type FormEvent, useId, useRef, useState } from "react";
import {
  type PromptField,
  type PromptJson,
  type PromptsJson,
  type PromptWords,
  promptFields,
  usePromptPreview,
  usePublishPrompt,
} from "../../prompt-queries";
import { useDraft } from "../../use-draft";
import { usePromptWords } from "../../use-prompt-words";
import { useSettled } from "../../use-settled";
import { problemKind } from "./problem-kind";
import { PromptPreview } from "./prompt-preview";
import { PromptWordsForm, type SaidProblem } from "./prompt-words-form";

interface PromptEditorProps {
  readonly listed: PromptsJson;
  readonly prompt: PromptJson;
  choose(locale: string): void;
}

/** A prompt's words beside what shoppers will see of them. */
export function PromptEditor({ listed, prompt, choose }: PromptEditorProps) {
  const { t, moment, language } = usePromptWords();
  const { locale, isDefault } = prompt;
  const isReadOnly = listed.editedIn === "cms";
  const [draft, setDraft] = useDraft(locale);
  const words: PromptWords = isReadOnly ? prompt.content : { ...prompt.content, ...draft };
  const [standsIn, setStandsIn] = useState(isDefault);
  const form = useRef<HTMLFormElement>(null);
  const isUnderWay = useRef(false);
  const preview = usePromptPreview(useSettled({ locale, content: words }));
  const publication = usePublishPrompt();
  const problems = (preview.data?.problems ?? []).map((problem): SaidProblem => {
    const { kind, field } = problemKind(problem, words);
    return { field: problem.field, text: t(`problem.${kind}`, { field }) };
  });
  const changed = promptFields.filter((field) => words[field] !== prompt.content[field]);
  const isChanged = changed.length > 0 || standsIn !== isDefault;

  const write = (next: PromptWords) => {
    const different = promptFields.filter((field) => next[field] !== prompt.content[field]);
    setDraft(Object.fromEntries(different.map((field) => [field, next[field]])));
  };
  const discard = () => {
    setDraft({});
    setStandsIn(isDefault);
  };
  const showProblem = (field: PromptField | "locale" | undefined) =>
    form.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();

  const publish = async (event: FormEvent) => {
    event.preventDefault();
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    try {
      const { published, problems: found } = await publication.mutateAsync({
        locale,
        content: words,
        isDefault: standsIn,
        version: listed.version,
      });
      if (published === null) return showProblem(found[0]?.field);
      setDraft({});
      toast.success(t("published"), { description: t("publishedText") });
    } catch (error) {
      const { status, message } = error as { status?: number; message?: string };
      toast.error(t("notPublished"), {
        description: status === 422 && message ? message : t("tryAgain"),
      });
    } finally {
      isUnderWay.current = false;
    }
  };

  return (
    <form
      ref={form}
      className="flex flex-col gap-3 xl:flex-row xl:items-start"
      onSubmit={(event) => void publish(event)}
    >
      <div className="order-last flex min-w-0 flex-1 flex-col gap-y-3 xl:order-first">
        {isReadOnly && <Alert variant="info">{t("inCms")}</Alert>}
        {problems.length > 0 && !isReadOnly && (
          <Alert variant="error" role="status">
            <div className="flex flex-col gap-y-1">
              <span>{t("forbidden", { count: problems.length })}</span>
              <ul className="list-inside list-disc">
                {problems.map(({ field, text }) => (
                  <li key={`${field} ${text}`}>
                    <button
                      type="button"
                      className="text-left hover:underline"
                      onClick={() => showProblem(field)}
                    >
                      {t(`field.${field}`)}: {text}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          </Alert>
        )}
        <PromptWordsForm
          words={words}
          problems={problems}
          isReadOnly={isReadOnly}
          set={(field, text) => write({ ...words, [field]: text })}
        />
      </div>
      <div className="order-first flex w-full shrink-0 flex-col gap-y-3 xl:sticky xl:top-3 xl:order-last xl:w-[440px]">
        <Container className="divide-y p-0">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-6 py-4">
            <Select value={locale} onValueChange={choose}>
              <Select.Trigger aria-label={t("language")} className="w-44">
                <Select.Value />
              </Select.Trigger>
              <Select.Content>
                {listed.prompts.map((each) => (
                  <Select.Item key={each.locale} value={each.locale}>
                    {language(each.locale)}
                  </Select.Item>
                ))}
              </Select.Content>
            </Select>
            <State prompt={prompt} isChanged={isChanged && !isReadOnly} />
          </div>
          <div className="flex flex-col gap-y-4 px-6 py-4">
            <Text size="small" className="text-pretty text-ui-fg-subtle">
              {listed.version === 0
                ? t("neverPublished")
                : t("publishedOn", { date: moment(new Date(listed.version).toISOString()) })}
            </Text>
            {!isReadOnly && (
              <>
                <StandsIn isOn={standsIn} isFixed={isDefault} change={setStandsIn} />
                <div className="flex flex-wrap gap-2">
                  <Button type="submit" size="small" isLoading={publication.isPending} disabled={!isChanged}>
                    {t("publish")}
                  </Button>
                  {isChanged && (
                    <Button type="button" size="small" variant="secondary" onClick={discard}>
                      {t("discard")}
                    </Button>
                  )}
                  {promptFields.some((field) => words[field] !== prompt.suggested[field]) && (
                    <Button
                      type="button"
                      size="small"
                      variant="transparent"
                      onClick={() => write(prompt.suggested)}
                    >
                      {t("suggest")}
                    </Button>
                  )}
                </div>
              </>
            )}
          </div>
        </Container>
        <PromptPreview preview={preview} />
      </div>
    </form>
  );
}

function State({ prompt, isChanged }: { prompt: PromptJson; isChanged: boolean }) {
  const { t } = usePromptWords();
  if (isChanged)
    return (
      <Badge size="2xsmall" color="orange" className="whitespace-nowrap">
        {t("state.changed")}
      </Badge>
    );
  if (!prompt.isPublished) return <Badge size="2xsmall">{t("state.unpublished")}</Badge>;
  return (
    <Badge size="2xsmall" color="green">
      {t(prompt.isShipped ? "state.shipped" : "state.published")}
    </Badge>
  );
}

function StandsIn({
  isOn,
  isFixed,
  change,
}: {
  isOn: boolean;
  isFixed: boolean;
  change(isOn: boolean): void;
}) {
  const { t } = usePromptWords();
  const id = useId();
  return (
    <div className="flex items-center gap-x-3">
      <Switch id={id} size="small" checked={isOn} disabled={isFixed} onCheckedChange={change} />
      <Label htmlFor={id} size="small">
        {t("standsIn")}
      </Label>
    </div>
  );
}
