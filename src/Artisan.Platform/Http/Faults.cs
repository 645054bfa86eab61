namespace Artisan.Platform.Http;

/// <summary>The refusals that any endpoint may answer with.</summary>
public static class Faults
{
    public static readonly Fault NotFound = new("request.not_found", 404, "There is no such record in this workspace.");
    public static readonly Fault NoSuchRoute = new("request.no_such_route", 404, "There is no such endpoint; the API reference lists them all.");
    public static readonly Fault MethodNotAllowed = new("request.method_not_allowed", 405, "This endpoint does not take this method.");
    public static readonly Fault UnsupportedMediaType = new("request.unsupported_media_type", 415, "Send the body as application/json.");
    public static readonly Fault Malformed = new("request.malformed", 400, "The request could not be read.");
    public static readonly Fault Invalid = new("request.invalid", 400, "Some fields are not as they must be.");
    public static readonly Fault TooLarge = new("request.too_large", 413, "A request may hold at most 10 MB.");
    public static readonly Fault LengthRequired = new("request.length_required", 411, "Send the request with a Content-Length.");
    public static readonly Fault TooMany = new("request.too_many", 429, "Too many requests; wait and try again.");
    public static readonly Fault SignInRequired = new("auth.required", 401, "Sign in, or send a valid API key.");
    public static readonly Fault Forbidden = new("auth.forbidden", 403, "Your role in this workspace does not allow this.");
    public static readonly Fault SecondFactorRequired = new("auth.second_factor_required", 403, "This workspace asks its members to sign in with two steps; set up your second factor first.");
    public static readonly Fault ScopeMissing = new("auth.scope_missing", 403, "This API key does not have the scope for this.");
    public static readonly Fault CrossSite = new("auth.cross_site", 403, "The request did not come from Artisan's own pages.");
    public static readonly Fault Suspended = new("auth.suspended", 403, "This workspace is suspended.");
    public static readonly Fault CursorInvalid = new("request.cursor_invalid", 400, "This cursor is not one of ours, or belongs to another list.");
    public static readonly Fault Changed = new("request.changed", 412, "The record was changed since it was read; read it again.");
    public static readonly Fault IfMatchRequired = new("request.if_match_required", 428, "Send If-Match with the ETag of the record as it was read.");
    public static readonly Fault Busy = new("request.busy", 409, "Others were changing the same record; try again.");
    public static readonly Fault IdempotencyConflict = new("request.idempotency_conflict", 409, "This Idempotency-Key was used with another request.");
    public static readonly Fault IdempotencyKeyInvalid = new("request.idempotency_key_invalid", 400, "An Idempotency-Key holds 1 to 200 visible ASCII characters.");
    public static readonly Fault Unavailable = new("service.unavailable", 503, "The service cannot reach its storage; nothing was changed by this call unless it is seen again.") { RetryAfter = 5 };
    public static readonly Fault Unexpected = new("service.error", 500, "Something went wrong on our side; the trace id helps us find it.");

    private static readonly Fault OverLimit = new("billing.limit_reached", 402, "The plan's limit is reached; a larger plan lifts it.");
    private static readonly Fault NotInPlan = new("billing.feature_not_in_plan", 402, "The plan does not include this feature; another plan does.");

    /// <summary>402 over a hard limit of the plan: the metric, its limit, what is used of it, and the smallest plan that would fit (null where none does).</summary>
    public static Fault LimitReached(string metric, decimal limit, decimal used, string? plan) =>
        OverLimit.With("metric", metric).With("limit", Exact(limit)).With("used", Exact(used)).With("plan", plan);

    /// <summary>402 for a feature outside the plan: the feature, and the smallest plan that includes it (null where none does).</summary>
    public static Fault FeatureNotInPlan(string feature, string? plan) => NotInPlan.With("feature", feature).With("plan", plan);

    // As decimals are written everywhere: a string, without trailing zeros.
    private static string Exact(decimal value) => value.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Every fault of Platform, for the golden list and the API reference.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        NotFound, NoSuchRoute, MethodNotAllowed, UnsupportedMediaType, Malformed, Invalid, TooLarge, LengthRequired, TooMany, SignInRequired, Forbidden,
        SecondFactorRequired, ScopeMissing, CrossSite, Suspended, CursorInvalid, Changed, IfMatchRequired, Busy, IdempotencyConflict, IdempotencyKeyInvalid, Unavailable, Unexpected,
        OverLimit, NotInPlan,
    ];
}
