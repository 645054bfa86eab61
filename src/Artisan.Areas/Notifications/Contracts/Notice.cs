using Artisan.Platform.Access;

namespace Artisan.Areas.Notifications.Contracts;

/// <summary>Who is told: everybody with at least the role, everybody who wears one of the hats, and those who are named; nobody who has left.</summary>
/// <param name="Least">The least role; null for no role.</param>
/// <param name="Hats">The hats.</param>
/// <param name="Users">Users by id.</param>
public sealed record NoticeTo(Role? Least, Hats Hats, IReadOnlyList<string> Users)
{
    /// <summary>The owners, and whoever looks after the money.</summary>
    public static NoticeTo Payers { get; } = new(Role.Owner, Hats.Finance, []);

    /// <summary>Admins and owners.</summary>
    public static NoticeTo Admins { get; } = new(Role.Admin, Hats.None, []);

    /// <summary>These users.</summary>
    public static NoticeTo Only(params IReadOnlyList<string> users) => new(null, Hats.None, users);
}

/// <summary>News on its way to people.</summary>
/// <param name="Key">What it is told once by; the same for all whom it concerns.</param>
/// <param name="WorkspaceId">Where it happened.</param>
/// <param name="Type">account, system, billing, agent, team, value or support.</param>
/// <param name="Kind">What happened, such as <c>invoice.payment_failed</c>.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">A sentence or two; may be empty.</param>
/// <param name="Link">The page of the app that shows more; it begins with a slash.</param>
/// <param name="At">When it happened; null for the instant at which people are told.</param>
/// <param name="To">Who is told.</param>
/// <param name="Critical">Whether it is listed even where its type is switched off.</param>
public sealed record Notice(string Key, string WorkspaceId, string Type, string Kind, string Title, string Text, string? Link, DateTimeOffset? At, NoticeTo To, bool Critical = false);
