import { Skeleton } from "@medusajs/ui";

/** Where the items of a queue will stand. */
export function QueueLoading() {
  return (
    <div aria-busy className="flex flex-col divide-y">
      {["first", "second", "third"].map((name) => (
        <div key={name} className="flex flex-col gap-y-3 px-6 py-4">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-4 w-3/4" />
          <Skeleton className="h-4 w-1/2" />
        </div>
      ))}
    </div>
  );
}
