using System.Text.Json.Nodes;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Access;

namespace Artisan.Areas.Workspaces.Invitations;

/// <summary>A place in a workspace that is held out to an address.</summary>
internal sealed record Invitation
{
    /// <summary>How long a mailed token counts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>How long one that has run out can be sent again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public required string Id { get; init; }
    public required string Email { get; init; }

    /// <summary>Hash of the address in lower case: whom it is for.</summary>
    public required string AddressKey { get; init; }
    public required Role Role { get; init; }
    public required Hats Hats { get; init; }

    /// <summary>What the one who invites is called.</summary>
    public required string InvitedBy { get; init; }
    public required string SecretHash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the invited one is reminded; null as soon as that is done.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>What the reminder's own token is checked by; both open, because people answer either mail.</summary>
    public string? ReminderHash { get; init; }

    /// <summary>Who took it; null as long as nobody did.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>When somebody is reminded of an invitation that ends at an instant: in the morning, two days before.</summary>
    public static DateTimeOffset ReminderOf(DateTimeOffset expiresAt, string timeZone) => TimeZones.MorningBefore(expiresAt, 2, timeZone);

    /// <summary>Whether it holds a place.</summary>
    public bool IsOpen(DateTimeOffset now) => AcceptedBy is null && now < ExpiresAt;

    /// <summary>What the audit trail says about it.</summary>
    public JsonObject Standing() => new() { ["role"] = Role.Name(), ["hats"] = string.Join(' ', Hats.Names()) };

    // Address and hash stay out of logs.
    public override string ToString() => $"invitation {Id}";
}
