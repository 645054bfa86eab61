import { Button } from "@/components/ui/button";
import { useProviders } from "../api/list-providers";

/** Signing in with another company's account, where that is set up; nothing at all elsewhere. */
export function ProviderLinks() {
  const { data: providers = [] } = useProviders();
  if (providers.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2" aria-label="Other ways to sign in">
      {providers.map((provider) => (
        <li key={provider.name}>
          <Button asChild className="w-full">
            <a href={provider.href}>Continue with {provider.title}</a>
          </Button>
        </li>
      ))}
    </ul>
  );
}
