using Microsoft.AspNetCore.Builder;

namespace Artisan.Platform.Access;

/// <summary>The kinds of least callers, in the words of the endpoint list.</summary>
public enum LeastKind
{
    Public,
    User,
    Role,
    Hat,
    Platform,
    Signature,
}

/// <summary>Who may call an endpoint at least. Declared beside the route; a route without one does not start the app.</summary>
public sealed record AccessRule(LeastKind Kind)
{
    /// <summary>The least role.</summary>
    public Role? Role { get; init; }

    /// <summary>The hat that opens it too, or alone.</summary>
    public Hats Hat { get; init; }

    /// <summary>Whether a caller may also do it to himself whatever the role; the operation checks that.</summary>
    public bool OrOneself { get; init; }

    /// <summary>The scope with which an API key may call it; null where no key may.</summary>
    public string? Scope { get; init; }

    /// <summary>The rule as the endpoint list writes it.</summary>
    public override string ToString() => Kind switch
    {
        LeastKind.Public => "public",
        LeastKind.User => "user",
        LeastKind.Platform => "platform",
        LeastKind.Signature => "signature",
        LeastKind.Hat => string.Join(" or ", Hat.Names()),
        _ => OrOneself ? $"{Role!.Value.Name()}, or oneself" : Hat == Hats.None ? Role!.Value.Name() : $"{Role!.Value.Name()} or {string.Join(" or ", Hat.Names())}",
    };

    /// <summary>The scope that opens a request of this method to API keys: the declared one, or <c>read</c> for what every viewer may read.</summary>
    public string? ScopeFor(string method) => Scope ?? (Kind == LeastKind.Role && Role == Access.Role.Viewer && method is "GET" ? Scopes.Read : null);

    /// <summary>Whether a caller is admitted. Anything the rule does not name is refused.</summary>
    public bool Admits(Caller caller, string method)
    {
        if (caller.ApiKeyId is not null) return ScopeFor(method) is { } scope && caller.Scopes.Contains(scope);
        return Kind switch
        {
            LeastKind.User => caller.UserId is not null,
            LeastKind.Role => caller.Role is not null && (caller.Role >= Role || (Hat != Hats.None && (caller.Hats & Hat) != 0) || OrOneself),
            LeastKind.Hat => caller.Role is not null && (caller.Role == Access.Role.Owner || (caller.Hats & Hat) != 0),
            _ => false,
        };
    }
}

/// <summary>Declares who may call an endpoint, as data beside its route.</summary>
public static class LeastCaller
{
    /// <summary>At least this role in the token's workspace. A GET for viewers takes API keys with the scope <c>read</c> as well.</summary>
    public static RouteHandlerBuilder Least(this RouteHandlerBuilder route, Role role) => route.WithMetadata(new AccessRule(LeastKind.Role) { Role = role });

    /// <summary>At least this role, or the hat beside any role.</summary>
    public static RouteHandlerBuilder Least(this RouteHandlerBuilder route, Role role, Hats orHat) => route.WithMetadata(new AccessRule(LeastKind.Role) { Role = role, Hat = orHat });

    /// <summary>At least this role, or any member for what is his own; the operation sees to that.</summary>
    public static RouteHandlerBuilder LeastOrOneself(this RouteHandlerBuilder route, Role role) => route.WithMetadata(new AccessRule(LeastKind.Role) { Role = role, OrOneself = true });

    /// <summary>The hat beside any role (an owner wears all).</summary>
    public static RouteHandlerBuilder Least(this RouteHandlerBuilder route, Hats hat) => route.WithMetadata(new AccessRule(LeastKind.Hat) { Hat = hat });

    /// <summary>Any signed-in user, also one without a workspace.</summary>
    public static RouteHandlerBuilder SignedIn(this RouteHandlerBuilder route) => route.WithMetadata(new AccessRule(LeastKind.User));

    /// <summary>Anyone.</summary>
    public static RouteHandlerBuilder Public(this RouteHandlerBuilder route) => route.WithMetadata(new AccessRule(LeastKind.Public));

    /// <summary>Whoever can sign the body: the operation checks the signature before it reads anything.</summary>
    public static RouteHandlerBuilder BySignature(this RouteHandlerBuilder route) => route.WithMetadata(new AccessRule(LeastKind.Signature));

    /// <summary>A session of the admin portal.</summary>
    public static RouteHandlerBuilder Platform(this RouteHandlerBuilder route) => route.WithMetadata(new AccessRule(LeastKind.Platform));

    /// <summary>API keys with this scope may call it too.</summary>
    public static RouteHandlerBuilder Scope(this RouteHandlerBuilder route, string scope)
    {
        route.Finally(endpoint =>
        {
            var rule = endpoint.Metadata.OfType<AccessRule>().Single();
            endpoint.Metadata.Remove(rule);
            endpoint.Metadata.Add(rule with { Scope = scope });
        });
        return route;
    }
}

/// <summary>What API keys can be allowed to do.</summary>
public static class Scopes
{
    public const string UsageWrite = "usage:write";
    public const string ValueWrite = "value:write";
    public const string EventsWrite = "events:write";
    public const string AgentsChat = "agents:chat";
    public const string Read = "read";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [UsageWrite, ValueWrite, EventsWrite, AgentsChat, Read];
}
