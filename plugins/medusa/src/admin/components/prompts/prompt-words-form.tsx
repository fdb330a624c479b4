import { Container, Heading, Input, Text, Textarea } from "@medusajs/ui";
import { useId } from "react";
import type { PromptField, PromptWords } from "../../prompt-queries";
import { usePromptWords } from "../../use-prompt-words";
import { Labelled } from "../labelled";

/** Something that forbids publishing, in the dashboard's language. */
export interface SaidProblem {
  readonly field: PromptField | "locale";
  readonly text: string;
}

const parts = [
  { name: "asking", fields: ["thanks", "ask", "reason", "path", "decline"] },
  { name: "disclosing", fields: ["disclosure", "shareDisclosure", "offerDisclosure"] },
  { name: "sending", fields: ["message", "offerTitle", "offerAccept"] },
] as const;
const short: readonly PromptField[] = ["path", "decline", "offerAccept"];

interface PromptWordsFormProps {
  readonly words: PromptWords;
  readonly problems: readonly SaidProblem[];
  readonly isReadOnly: boolean;
  set(field: PromptField, text: string): void;
}

/** The words of a prompt, each with what forbids publishing it beside it. */
export function PromptWordsForm({ words, problems, isReadOnly, set }: PromptWordsFormProps) {
  const { t } = usePromptWords();
  return parts.map(({ name, fields }) => (
    <Container key={name} className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t(`part.${name}.heading`)}</Heading>
        <Text size="small" className="text-pretty text-ui-fg-subtle">
          {t(`part.${name}.text`)}
        </Text>
      </div>
      <div className="flex flex-col gap-y-6 px-6 py-4">
        {fields.map((field) => (
          <WordsField
            key={field}
            field={field}
            text={words[field]}
            problems={problems.filter((problem) => problem.field === field).map(({ text }) => text)}
            isReadOnly={isReadOnly}
            set={(text) => set(field, text)}
          />
        ))}
      </div>
    </Container>
  ));
}

interface WordsFieldProps {
  readonly field: PromptField;
  readonly text: string;
  readonly problems: readonly string[];
  readonly isReadOnly: boolean;
  set(text: string): void;
}

function WordsField({ field, text, problems, isReadOnly, set }: WordsFieldProps) {
  const { t } = usePromptWords();
  const id = useId();
  const problem = problems.join(" ");
  const shared = {
    id,
    name: field,
    value: text,
    readOnly: isReadOnly,
    maxLength: 5_000,
    autoComplete: "off",
    "aria-invalid": problem !== "",
    "aria-describedby": `${id}-hint`,
    onChange: ({ target }: { target: { value: string } }) => set(target.value),
  };
  return (
    <Labelled id={id} label={t(`field.${field}`)} hint={t(`hint.${field}`)} problem={problem || null}>
      {short.includes(field) ? <Input {...shared} /> : <Textarea rows={2} {...shared} />}
    </Labelled>
  );
}
