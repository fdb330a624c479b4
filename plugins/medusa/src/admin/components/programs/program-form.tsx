import { Button, Drawer, Input, Label, Select, Switch, Text, toast } from "@medusajs/ui";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { type DefinitionJson, type ProblemJson, programActs, useProgramAct } from "../../program-queries";
import { useInsightWords } from "../../use-insight-words";
import { useSettled } from "../../use-settled";
import { Labelled } from "../labelled";
import {
  advocateKinds,
  definitionFrom,
  type FieldName,
  fieldsOf,
  mainRule,
  newFieldsOf,
  type ProgramFields,
  shownFields,
} from "./program-fields";
import { refusalOf } from "./refusals";
import { SimulationText } from "./simulation-text";
import { TermsList } from "./terms-list";

interface ProgramFormProps {
  /** What is edited, or what a new one is made after. */
  readonly base: DefinitionJson;
  readonly isNew: boolean;
  close(): void;
}

/** A program as a form beside the words it makes; what was typed stays until it is saved or closed. */
export function ProgramForm({ base, isNew, close }: ProgramFormProps) {
  const { t } = useInsightWords();
  const [fields, setFields] = useState<ProgramFields>(() => (isNew ? newFieldsOf : fieldsOf)(base));
  const [refused, setRefused] = useState<readonly ProblemJson[]>([]);
  const [isBusy, setBusy] = useState(false);
  const isUnderWay = useRef(false);
  const { mutateAsync } = useProgramAct(programActs.save);
  const read = definitionFrom(base, fields);
  const settled = useSettled(read.definition);
  const set = <Name extends FieldName>(name: Name, value: ProgramFields[Name]) => {
    setFields((before) => ({ ...before, [name]: value }));
    setRefused([]);
  };
  const shown = shownFields(fields, base, isNew);
  const told = refused.map((problem) => {
    const { name = null, sentence = null } = refusalOf(problem, base) ?? {};
    // The engine's message begins with the path, which the place beside the field says already.
    const text = problem.message.replace(/^[\w.[\]]+: (.)/, (_, first: string) => first.toUpperCase());
    return name !== null && shown.has(name)
      ? { name, text: sentence === null ? text : t(`program.refused.${sentence}`) }
      : { name: null, text: problem.message };
  });
  const problemOf = (name: FieldName): string | null => {
    const mine = read.problems[name];
    return mine ? t(`program.${mine}`) : (told.find((one) => one.name === name)?.text ?? null);
  };
  const elsewhere = told.filter(({ name }) => name === null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (read.definition === null || isUnderWay.current) return;
    isUnderWay.current = true;
    setBusy(true);
    try {
      const { saved, problems } = await mutateAsync({ definition: read.definition });
      if (saved === null) return setRefused(problems);
      toast.success(t("program.saved"));
      close();
    } catch {
      setRefused([{ field: "", code: "", message: t("program.failed") }]);
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  };

  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refused.length === 0) return;
    const first = form.current?.querySelector<HTMLElement>("[role=alert], [aria-invalid=true]");
    first?.scrollIntoView({ block: "center" });
    first?.focus({ preventScroll: true });
  }, [refused]);

  const shared = { fields, set, problemOf };
  const rule = mainRule(base);
  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && close()}>
      <Drawer.Content aria-describedby={undefined} className="max-w-[640px]">
        <form
          ref={form}
          className="flex flex-1 flex-col overflow-hidden"
          onSubmit={(event) => void submit(event)}
        >
          <Drawer.Header>
            <Drawer.Title>
              {isNew ? t("program.createTitle") : t("program.editTitle", { id: base.id })}
            </Drawer.Title>
          </Drawer.Header>
          <Drawer.Body className="flex flex-1 flex-col gap-y-6 overflow-y-auto">
            <Text size="small" className="text-pretty text-ui-fg-subtle">
              {t(isNew ? "program.createText" : "program.editText")}
            </Text>
            {elsewhere.length > 0 && (
              <div role="alert" className="txt-small flex flex-col gap-y-1 text-ui-fg-error">
                {elsewhere.map(({ text }) => (
                  <span key={text}>{text}</span>
                ))}
              </div>
            )}
            {isNew && <TextField name="id" hint={t("program.hint.id")} isCode {...shared} />}
            <ChoiceField
              name="friendType"
              label={t("program.field.friend")}
              options={["percentage", "fixed"]}
              {...shared}
            />
            {fields.friendType === "percentage" ? (
              <TextField name="friendPercent" {...shared} />
            ) : (
              <TextField name="friendAmounts" hint={t("program.hint.amounts")} {...shared} />
            )}
            {rule ? (
              <AdvocateFields {...shared} />
            ) : (
              <Text size="small" className="text-ui-fg-subtle">
                {t("program.elsewhere", { kind: base.rewards.map(({ kind }) => kind).join(", ") })}
              </Text>
            )}
            <ChoiceField name="combination" options={["stack", "best"]} {...shared} />
            <SwitchField name="newCustomer" {...shared} />
            <TextField name="minimum" hint={t("program.hint.minimum")} {...shared} />
            <SwitchField name="captured" {...shared} />
            <div className="grid gap-6 sm:grid-cols-2">
              <TextField name="window" hint={t("program.hint.window")} {...shared} />
              <TextField name="hold" hint={t("program.hint.hold")} {...shared} />
              <ChoiceField
                name="holdFrom"
                options={["placed", "captured", "fulfilled", "delivered"]}
                {...shared}
              />
            </div>
            <div className="grid gap-6 sm:grid-cols-2">
              <TextField name="startsAt" type="date" hint={t("program.hint.days")} {...shared} />
              <TextField name="endsAt" type="date" hint={t("program.hint.endsAt")} {...shared} />
            </div>
            <div className="flex flex-col gap-y-3 rounded-lg bg-ui-bg-subtle p-4">
              <Text size="small" leading="compact" weight="plus">
                {t("program.preview")}
              </Text>
              {settled === null ? (
                <Text size="small" className="text-ui-fg-subtle">
                  {t("program.previewWaits")}
                </Text>
              ) : (
                <>
                  <TermsList definition={{ ...settled, id: settled.id || "draft" }} />
                  <SimulationText definition={{ ...settled, id: base.id }} />
                </>
              )}
            </div>
          </Drawer.Body>
          <Drawer.Footer>
            <Button type="button" size="small" variant="secondary" onClick={close}>
              {t("program.cancel")}
            </Button>
            <Button type="submit" size="small" isLoading={isBusy} disabled={read.definition === null}>
              {t("program.save")}
            </Button>
          </Drawer.Footer>
        </form>
      </Drawer.Content>
    </Drawer>
  );
}

/** What the advocate gets: the kind, and what that kind asks for. */
function AdvocateFields(shared: Shared) {
  const { t } = useInsightWords();
  const kind = shared.fields.advocateKind;
  return (
    <>
      <ChoiceField name="advocateKind" options={advocateKinds} {...shared} />
      {kind === "commission" ? (
        <TextField name="advocatePercent" {...shared} />
      ) : kind === "points" || kind === "free-product" ? (
        <div className="grid gap-6 sm:grid-cols-2">
          <TextField
            name="advocateCount"
            label={t(kind === "points" ? "program.field.points" : "program.field.pieces")}
            {...shared}
          />
          {kind === "free-product" && (
            <TextField name="advocateProduct" hint={t("program.hint.product")} isCode {...shared} />
          )}
        </div>
      ) : (
        <TextField name="advocate" hint={t("program.hint.amounts")} {...shared} />
      )}
    </>
  );
}

interface Shared {
  readonly fields: ProgramFields;
  set<Name extends FieldName>(name: Name, value: ProgramFields[Name]): void;
  problemOf(name: FieldName): string | null;
}

type TextName = Exclude<FieldName, ChoiceName | "newCustomer" | "captured">;

function TextField({
  name,
  label,
  hint,
  type = "text",
  isCode,
  fields,
  set,
  problemOf,
}: Shared & { name: TextName; label?: string; hint?: string; type?: "text" | "date"; isCode?: boolean }) {
  const { t } = useInsightWords();
  const id = useId();
  const problem = problemOf(name);
  return (
    <Labelled id={id} label={label ?? t(`program.field.${name as "advocate"}`)} hint={hint} problem={problem}>
      <Input
        id={id}
        type={type}
        value={fields[name]}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        className={isCode ? "font-mono" : ""}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => set(name, target.value)}
      />
    </Labelled>
  );
}

type ChoiceName = "friendType" | "advocateKind" | "combination" | "holdFrom";

function ChoiceField<Name extends ChoiceName>({
  name,
  label,
  options,
  fields,
  set,
  problemOf,
}: Shared & { name: Name; label?: string; options: readonly ProgramFields[Name][] }) {
  const { t } = useInsightWords();
  const id = useId();
  const problem = problemOf(name);
  const said = label ?? t(`program.field.${name as "advocateKind" | "combination" | "holdFrom"}`);
  return (
    <Labelled id={id} label={said} problem={problem}>
      <Select
        value={fields[name] as string}
        onValueChange={(value) => set(name, value as ProgramFields[Name])}
      >
        <Select.Trigger id={id} aria-invalid={problem !== null} aria-describedby={`${id}-hint`}>
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          {options.map((option) => (
            <Select.Item key={option as string} value={option as string}>
              {t(`program.choice.${option as "stack" | "best"}`)}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </Labelled>
  );
}

function SwitchField({
  name,
  fields,
  set,
}: Pick<Shared, "fields" | "set"> & { name: "newCustomer" | "captured" }) {
  const { t } = useInsightWords();
  const id = useId();
  return (
    <div className="flex items-center gap-x-3">
      <Switch id={id} checked={fields[name]} onCheckedChange={(isOn) => set(name, isOn)} />
      <Label htmlFor={id} size="small" weight="plus">
        {t(`program.field.${name}`)}
      </Label>
    </div>
  );
}
