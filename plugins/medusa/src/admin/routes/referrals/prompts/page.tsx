import { defineRouteConfig } from "@medusajs/admin-sdk";
import { Container, Heading, Skeleton, Text } from "@medusajs/ui";
import { useSearchParams } from "react-router-dom";
import { ErrorView } from "../../../components/error-view";
import { PromptEditor } from "../../../components/prompts/prompt-editor";
import { usePrompts } from "../../../prompt-queries";
import { usePromptWords } from "../../../use-prompt-words";

/** What shoppers are asked, in each language. */
export default function PromptsPage() {
  const { t } = usePromptWords();
  const [params, setParams] = useSearchParams();
  const query = usePrompts();
  const prompts = query.data?.prompts ?? [];
  const prompt =
    prompts.find(({ locale }) => locale === params.get("language")) ??
    prompts.find(({ isDefault }) => isDefault) ??
    prompts[0];
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="px-6 py-4">
        <Heading>{t("heading")}</Heading>
        <Text size="small" className="text-pretty text-ui-fg-subtle">
          {t("intro")}
        </Text>
      </Container>
      {query.isPending && (
        <Container aria-busy className="flex flex-col gap-y-4">
          {["w-1/3", "w-full", "w-1/4", "w-full"].map((width, place) => (
            <Skeleton key={place} className={`h-4 ${width}`} />
          ))}
        </Container>
      )}
      {query.isError && (
        <Container className="p-0">
          <ErrorView retry={() => query.refetch()} />
        </Container>
      )}
      {query.data && prompt && (
        <PromptEditor
          key={prompt.locale}
          listed={query.data}
          prompt={prompt}
          choose={(locale) => setParams({ language: locale }, { replace: true })}
        />
      )}
    </div>
  );
}

export const config = defineRouteConfig({ label: "menu", translationNs: "goodwordPrompts", rank: 27 });

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return usePromptWords().t("menu");
}
