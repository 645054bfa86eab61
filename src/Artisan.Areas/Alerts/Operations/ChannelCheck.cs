using Artisan.Areas.Alerts.Model;
using Artisan.Areas.Alerts.Notifying;
using Artisan.Areas.Webhooks.Contracts;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Http;
using Artisan.Platform.Ids;
using Artisan.Platform.Outbound;

namespace Artisan.Areas.Alerts.Operations;

/// <summary>Reads channels from a request: each says what its kind needs, and leads to where messages may go. Keys are sealed; a key that is left out stays as it was.</summary>
internal sealed class ChannelCheck(ChannelKeys keys, OutboundAddresses addresses, IMembers members, IIds ids)
{
    public const string IdPrefix = "chn";

    private const int Shown = 4;
    private const int KeyLength = 32;

    public async Task<Outcome<AlertChannel[]>> RunAsync(IReadOnlyList<AlertChannelBody> bodies, IReadOnlyList<AlertChannel> before, string workspaceId, CancellationToken ct)
    {
        IReadOnlySet<string> people = bodies.Any(b => b is { Kind: AlertChannel.Email }) ? (await members.ListAsync(workspaceId, ct)).Select(m => m.UserId).ToHashSet() : new HashSet<string>();
        var channels = new List<AlertChannel>();
        for (var i = 0; i < bodies.Count; i++)
        {
            var (body, at) = (bodies[i], $"channels[{i}].");
            if (body is null) return Faults.Invalid.At("channels", "A channel is an object.");
            var known = body.Id is null ? null : before.FirstOrDefault(c => c.Id == body.Id && c.Kind == body.Kind);
            if (body.Id is not null && (known is null || channels.Any(c => c.Id == body.Id))) return Refused(at + "id", "A channel of this workspace and kind, once; leave it out for a new one.");
            if (body.Severities.Any(s => s is not ("info" or "warning" or "critical"))) return Refused(at + "severities", "Each one of info, warning, critical.");
            if (Missing(body, people, known) is var (field, why)) return Refused(at + field, why);
            if (body.Kind == "webhook" && body.Address != known?.Address && await addresses.RefusalNowAsync(body.Address, ct) is { } address) return Refused(at + "address", address);
            if (body is { Kind: "slack", Secret: { } hook } && await addresses.RefusalNowAsync(hook, ct) is { } refused) return Refused(at + "secret", refused);
            channels.Add(await ReadAsync(body, known, workspaceId, ct));
        }

        return channels.ToArray();

        Fault Refused(string field, string why) => AlertsFaults.ChannelInvalid.At(field, why);
    }

    // What a kind needs and the body does not say.
    private static (string Field, string Why)? Missing(AlertChannelBody body, IReadOnlySet<string> people, AlertChannel? known)
    {
        if (body.Kind == AlertChannel.Email) return body.Users is { Count: > 0 } users && users.All(people.Contains) ? null : ("users", "One to five members of this workspace.");
        if (body.Secret is null && known is null) return ("secret", "The key of the channel is needed.");
        return body switch
        {
            { Kind: "slack", Secret: { } hook } when !Uri.TryCreate(hook, UriKind.Absolute, out _) => ("secret", "The address of an incoming webhook, such as Slack shows it."),
            { Kind: "pagerduty", Secret: { } key } when !IsKey(key) => ("secret", "The integration key of a service, 32 letters and digits."),
            { Kind: "pagerduty", Account: not (null or "eu") } => ("account", "eu, or nothing."),
            { Kind: "sms", Secret: { } token } when !IsKey(token) => ("secret", "Twilio's auth token, 32 letters and digits."),
            { Kind: "sms", Account: null or "eu" } => ("account", "Twilio's account SID, which begins with AC."),
            { Kind: "sms", From: null } => ("from", "The number that messages come from."),
            { Kind: "sms", To: null } => ("to", "The number that messages go to."),
            { Kind: "webhook", Address: null } => ("address", "Where it posts to."),
            { Kind: "webhook", Secret: { } secret } when !StandardWebhooks.IsSecret(secret) => ("secret", "whsec_ and 24 to 64 bytes in base64."),
            _ => null,
        };
    }

    private async Task<AlertChannel> ReadAsync(AlertChannelBody body, AlertChannel? known, string workspaceId, CancellationToken ct)
    {
        var id = known?.Id ?? ids.New(IdPrefix);
        var (isEmail, isSms, isWebhook) = (body.Kind == AlertChannel.Email, body.Kind == "sms", body.Kind == "webhook");
        return new AlertChannel
        {
            Id = id,
            Kind = body.Kind,
            Name = body.Name,
            Severities = [.. body.Severities.Distinct().Select(AlertNames.Severity)],
            Enabled = body.Enabled,
            Users = isEmail ? [.. body.Users!.Distinct()] : [],
            Address = isWebhook ? body.Address : null,
            Account = isEmail || isWebhook ? null : body.Account,
            From = isSms ? body.From : null,
            To = isSms ? body.To : null,
            Secret = isEmail ? null : body.Secret is { } secret ? await keys.SealAsync(workspaceId, id, secret, ct) : known!.Secret,
            Hint = isEmail ? null : body.Secret is { } shown ? "…" + shown[^Math.Min(Shown, shown.Length / Shown)..] : known!.Hint,
        };
    }

    private static bool IsKey(string text) => text.Length == KeyLength && text.All(char.IsAsciiLetterOrDigit);
}
