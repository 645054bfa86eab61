import { createRoute } from "@tanstack/react-router";
import { SignUpPage } from "@/features/identity/components/sign-up-page";
import { rootRoute } from "../root";

export const signUpRoute = createRoute({ getParentRoute: () => rootRoute, path: "/sign-up", component: SignUpPage });
