import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { QueryView } from "./query-view";
import { BlockSkeleton } from "./skeletons";

interface PageQueryProps<T> {
  query: UseQueryResult<T>;
  /** What the page is called until its own title is known. */
  title: string;
  above?: ReactNode;
  children: (data: T) => ReactNode;
}

/** A page that is about one thing: it has a heading also while the thing is loading, missing or closed. */
export function PageQuery<T>({ query, title, above, children }: PageQueryProps<T>) {
  return (
    <>
      {query.data === undefined ? <PageHeader title={title} above={above} /> : null}
      <QueryView query={query} loading={<BlockSkeleton what={title.toLowerCase()} lines={8} />}>
        {children}
      </QueryView>
    </>
  );
}
