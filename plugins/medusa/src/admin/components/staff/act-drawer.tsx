import { Button, Drawer, Hint, Input, Label, Text, Textarea } from "@medusajs/ui";
import { type FormEvent, useId, useRef, useState } from "react";
import { useInsightWords } from "../../use-insight-words";

/** A field that must be filled in before the act. */
export interface AskedField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** What to say while it is empty. */
  readonly needed: string;
  readonly isLong?: boolean;
  readonly isCode?: boolean;
}

interface ActDrawerProps {
  readonly title: string;
  readonly text: string;
  readonly fields: readonly AskedField[];
  readonly confirm: string;
  readonly isDangerous?: boolean;
  /** Answers what went wrong with which field, or null when it is done. Throws when nobody answered. */
  act(values: Readonly<Record<string, string>>): Promise<{ field: string; message: string } | null>;
  close(): void;
}

/** Asks for what an act needs and does it; what was typed stays where something went wrong. */
export function ActDrawer({ title, text, fields, confirm, isDangerous, act, close }: ActDrawerProps) {
  const { t } = useInsightWords();
  const id = useId();
  const [values, setValues] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<{ field: string; message: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  // A second press in the same moment comes before the button is drawn anew.
  const isUnderWay = useRef(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isUnderWay.current) return;
    const typed = Object.fromEntries(fields.map(({ name }) => [name, (values[name] ?? "").trim()]));
    const empty = fields.find(({ name }) => typed[name] === "");
    if (empty) return setProblem({ field: empty.name, message: empty.needed });
    isUnderWay.current = true;
    setBusy(true);
    try {
      const refused = await act(typed);
      if (refused === null) return close();
      setProblem(refused);
    } catch {
      setProblem({ field: "", message: t("reason.failed") });
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  };

  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && close()}>
      <Drawer.Content aria-describedby={undefined}>
        <form className="flex flex-1 flex-col overflow-hidden" onSubmit={(event) => void submit(event)}>
          <Drawer.Header>
            <Drawer.Title>{title}</Drawer.Title>
          </Drawer.Header>
          <Drawer.Body className="flex flex-1 flex-col gap-y-6 overflow-y-auto">
            <Text size="small" className="text-pretty text-ui-fg-subtle">
              {text}
            </Text>
            {fields.map((field) => {
              const { name, label, hint, isLong, isCode } = field;
              const wrong = problem?.field === name ? problem.message : null;
              const shared = {
                id: `${id}-${name}`,
                value: values[name] ?? "",
                "aria-invalid": wrong !== null,
                "aria-describedby": `${id}-${name}-hint`,
                autoComplete: "off",
                onChange: ({ target }: { target: { value: string } }) => {
                  setValues((before) => ({ ...before, [name]: target.value }));
                  setProblem(null);
                },
              };
              return (
                <div key={name} className="flex flex-col gap-y-2">
                  <Label htmlFor={shared.id} size="small" weight="plus">
                    {label}
                  </Label>
                  {isLong ? (
                    <Textarea {...shared} rows={4} maxLength={500} />
                  ) : (
                    <Input
                      {...shared}
                      maxLength={100}
                      className={isCode ? "font-mono" : ""}
                      spellCheck={false}
                    />
                  )}
                  <Hint id={`${id}-${name}-hint`} variant={wrong ? "error" : "info"}>
                    {wrong ?? hint}
                  </Hint>
                </div>
              );
            })}
            {problem?.field === "" && (
              <Text role="alert" size="small" className="text-ui-fg-error">
                {problem.message}
              </Text>
            )}
          </Drawer.Body>
          <Drawer.Footer>
            <Button type="button" size="small" variant="secondary" onClick={close}>
              {t("reason.cancel")}
            </Button>
            <Button
              type="submit"
              size="small"
              variant={isDangerous ? "danger" : "primary"}
              isLoading={isBusy}
            >
              {confirm}
            </Button>
          </Drawer.Footer>
        </form>
      </Drawer.Content>
    </Drawer>
  );
}

/** The field for why, which every decision of staff has. */
export function useReasonField(): AskedField {
  const { t } = useInsightWords();
  return {
    name: "reason",
    label: t("reason.label"),
    hint: t("reason.hint"),
    needed: t("reason.needed"),
    isLong: true,
  };
}
