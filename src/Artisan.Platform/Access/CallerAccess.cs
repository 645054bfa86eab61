using System.Security.Cryptography;
using System.Text;
using Artisan.Azure;
using Artisan.Platform.Audit;
using Artisan.Platform.Http;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Artisan.Platform.Access;

/// <summary>
/// Decides at each request who calls and whether the endpoint admits him. Denies by default: an endpoint without a rule,
/// a rule this does not know and an error while checking all end without the endpoint being run.
/// </summary>
public sealed class CallerAccess(AccessTokens tokens, Stores stores, SystemClock clock, RateLimits limits, AuditChain audit, WorkspaceClosing closing, ICallAllowance? allowance = null)
{
    /// <summary>Where the admitted caller is kept for the request.</summary>
    public const string ItemKey = "artisan.caller";

    private static readonly TimeSpan LastUseResolution = TimeSpan.FromMinutes(5);

    /// <summary>Null where the request may go on; otherwise the refusal.</summary>
    public async Task<Fault?> CheckAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint) return Faults.NoSuchRoute;
        RequestFacts.Note(context);
        // Endpoints that the framework itself puts in, such as the one that answers 405, have no rule and run no code of ours.
        if (endpoint.Metadata.GetMetadata<AccessRule>() is not { } rule) return endpoint.DisplayName is { } name && name.StartsWith('4') ? null : Faults.Forbidden;
        if (rule.Kind is LeastKind.Public or LeastKind.Signature)
        {
            // A public endpoint may still like to know who calls: the release list marks what one has not read.
            context.Items[ItemKey] = Bearer(context) is { } known ? await CallerOfAsync(context, known) : null;
            return null;
        }

        if (rule.Kind is LeastKind.Platform) return Faults.SignInRequired;
        if (Bearer(context) is not { } credential || await CallerOfAsync(context, credential) is not { } caller) return Faults.SignInRequired;
        var admitted = rule.Admits(caller, context.Request.Method);
        // Events are counted by the operation that knows how many there are.
        var counted = !admitted || endpoint.Metadata.GetMetadata<IngestEndpoint>() is null;
        if (counted && await limits.TakeCallAsync(caller, context.Response.Headers, context.RequestAborted) is { } tooMany) return tooMany;
        if (!admitted) return await DenyAsync(context, endpoint, rule, caller);
        if (caller.ApiKeyId is not null && allowance?.CountKeyCall(caller.WorkspaceId) is { } noneLeft) return noneLeft;
        context.Items[ItemKey] = caller;
        return null;
    }

    // Each refusal of somebody known is recorded once; what he asked for is named by its route, not by the ids in it.
    private async Task<Fault> DenyAsync(HttpContext context, Endpoint endpoint, AccessRule rule, Caller caller)
    {
        using var _ = StorageOperations.Begin("audit");
        await audit.RecordAsync(
            new AuditEntry
            {
                Scope = AuditScope.Of(caller),
                Action = "auth.denied",
                Actor = caller.UserId is { } user ? AuditActor.User(user) : new AuditActor("key", caller.ApiKeyId!),
                Target = new AuditTarget("endpoint", $"{context.Request.Method} {(endpoint as RouteEndpoint)?.RoutePattern.RawText}"),
                At = clock.Now,
                Outcome = AuditOutcome.Denied,
                Ip = caller.Ip,
            },
            context.RequestAborted);
        return caller.ApiKeyId is null ? Refusal(rule, caller) : Faults.ScopeMissing;
    }

    private static Fault Refusal(AccessRule rule, Caller caller) => caller switch
    {
        { SecondFactorFor: not null } => Faults.SecondFactorRequired,
        { Role: null } when rule.Kind is not LeastKind.User => Faults.Forbidden.Because("You are in no workspace; create one or accept an invitation."),
        _ => Faults.Forbidden.Because($"This needs at least: {rule}."),
    };

    private static string? Bearer(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
    }

    private Task<Caller?> CallerOfAsync(HttpContext context, string credential)
    {
        var ip = context.Connection.RemoteIpAddress?.ToString() ?? "";
        return ApiKey.Looks(credential) ? KeyAsync(credential, ip, context.RequestAborted) : UserAsync(credential, ip, context.RequestAborted);
    }

    private async Task<Caller?> UserAsync(string token, string ip, CancellationToken ct) => tokens.Validate(token) is { } claims ? await UserAsync(claims, ip, ct) : null;

    /// <summary>The user of claims that are known to be ours, as the gate says at this moment; null where he may not come in any more.</summary>
    public async Task<Caller?> UserAsync(AccessClaims claims, string ip, CancellationToken ct)
    {
        if (await Gate.ReadAsync(stores.User(claims.UserId), ct) is not { Disabled: false } gate) return null;
        if (claims.SignedInAt < gate.NotBefore || gate.Revoked.ContainsKey(claims.SessionId)) return null;
        var membership = claims.WorkspaceId.Length == 0 ? null : gate.Memberships.GetValueOrDefault(claims.WorkspaceId);
        if (membership is { Suspended: true }) membership = null;
        var locked = membership is { SecondFactor: true } && !gate.TwoStep;
        if (locked) membership = null;
        return new Caller
        {
            UserId = claims.UserId,
            SessionId = claims.SessionId,
            SignedInAt = claims.SignedInAt,
            WorkspaceId = membership is null ? "" : claims.WorkspaceId,
            SecondFactorFor = locked ? claims.WorkspaceId : null,
            Role = RoleNames.ParseRole(membership?.Role),
            Hats = membership is null ? Hats.None : RoleNames.ParseHats(membership.Hats),
            Ip = ip,
        };
    }

    private async Task<Caller?> KeyAsync(string text, string ip, CancellationToken ct)
    {
        if (ApiKey.Parse(text) is not { } key) return null;
        var home = stores.Workspace(TableNames.Identity, key.WorkspaceId).Root;
        using var scope = StorageOperations.Begin("gate");
        if (await home.FindAsync(key.RowKey, ct) is not { } row) return null;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(row.GetString("hash")!), Encoding.ASCII.GetBytes(key.SecretHash))) return null;
        if (await closing.IsClosedAsync(key.WorkspaceId, ct)) return null;
        if (row.GetDateTimeOffset("lastUsed") is not { } used || clock.Now - used > LastUseResolution) await RememberUseAsync(home, row, ct);
        return new Caller { ApiKeyId = key.Id, WorkspaceId = key.WorkspaceId, Scopes = row.GetString("scopes")!.Split(' '), Ip = ip };
    }

    private async Task RememberUseAsync(Partition home, Azure.Tables.TableEntity row, CancellationToken ct)
    {
        row["lastUsed"] = clock.Now;
        try
        {
            await home.Change().Replace(row).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // Another request noted the use, or the key was revoked this instant: the next request will see it.
        }
    }
}
