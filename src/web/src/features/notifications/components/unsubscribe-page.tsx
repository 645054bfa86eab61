import { Link } from "@tanstack/react-router";
import { AuthForm } from "@/components/layout/auth-form";
import { AuthFrame } from "@/components/layout/auth-frame";
import { useUnsubscribe } from "../api/unsubscribe";

/** Behind the link of a digest. Opening it changes nothing; only the button ends them. */
export function UnsubscribePage({ token }: { token: string }) {
  const end = useUnsubscribe(token);
  const below = (
    <p>
      What you are told, and how, you choose in the{" "}
      <Link to="/settings/notifications" className="prose-link">
        preferences
      </Link>
      .
    </p>
  );
  if (end.isSuccess) {
    return (
      <AuthFrame title="No more digests" lead="You get no more digests of this workspace. What happens is still listed in the app." below={below}>
        <p role="status" className="text-good">
          Done.
        </p>
      </AuthFrame>
    );
  }

  return (
    <AuthForm title="Get no more digests?" lead="The e-mails that gather your notifications of this workspace end. Mail about your account and about the bill goes on." action="End the digests" busy={end.isPending} error={end.error} onSubmit={() => end.mutate()} below={below}>
      {null}
    </AuthForm>
  );
}
