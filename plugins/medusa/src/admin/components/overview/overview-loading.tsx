import { Container, Skeleton } from "@medusajs/ui";

const tiles = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Where figures, trend and funnel will be. */
export function OverviewLoading() {
  return (
    <div aria-busy className="flex flex-col gap-y-3">
      <Container className="grid grid-cols-2 gap-6 lg:grid-cols-4">
        {tiles.map((tile) => (
          <div key={tile} className="flex flex-col gap-y-2">
            <Skeleton className="h-4 w-24" />
            <Skeleton className="h-7 w-16" />
            <Skeleton className="h-4 w-20" />
          </div>
        ))}
      </Container>
      <div className="grid gap-3 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Container>
          <Skeleton className="h-72 w-full" />
        </Container>
        <Container>
          <Skeleton className="h-72 w-full" />
        </Container>
      </div>
    </div>
  );
}
