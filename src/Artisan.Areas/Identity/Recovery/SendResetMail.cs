using System.Text.Json;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Storage;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Identity.Recovery;

/// <summary>The wish for a new password, for whoever owns the address.</summary>
internal sealed record ResetWish(string AddressKey, string Secret, DateTimeOffset At)
{
    // The secret stays out of logs.
    public override string ToString() => "reset wish";
}

/// <summary>
/// Mails the link that sets a new password, after the request was answered: neither the answer nor its time tells whether the address was known.
/// Each wish leads to at most one mail, and an older one that comes late to none.
/// </summary>
internal sealed class SendResetMail(Stores stores, AccountStore accounts, IOptions<ApiOptions> api) : IOutboxSink
{
    public const string SinkName = "identity-reset";
    private const string Wished = "wished";

    /// <summary>How long the link counts.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    public string Name => SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var wish in messages.Select(m => JsonSerializer.Deserialize(m.Body, IdentityStorageJson.Default.ResetWish)!)) await Retry.OnConflictAsync(() => SendAsync(wish, ct), ct);
    }

    // True where a mail was written.
    private async Task<bool> SendAsync(ResetWish wish, CancellationToken ct)
    {
        var owner = await stores.Platform(TableNames.Identity).Partition(IdentityKeys.Address(wish.AddressKey)).FindAsync(IdentityKeys.Owner, ct);
        if (owner is null || await accounts.FindAsync(owner.GetString("user")!, ct) is not { Gate.Disabled: false } account) return false;

        var home = accounts.Home(account.UserId);
        var token = new UserToken(account.UserId, wish.Secret);
        var earlier = await home.FindAsync(OneTimeTokens.Reset, ct);
        if (earlier is not null && earlier.GetDateTimeOffset(Wished) >= wish.At) return false;

        var row = OneTimeTokens.Row(home, OneTimeTokens.Reset, token.Hash, wish.At + Kept, account.Profile.Email);
        row[Wished] = wish.At;
        row.ETag = earlier?.ETag ?? default;
        await Mail(home.Change().Save(row), account, token).CommitAsync(ct);
        return true;
    }

    private Change Mail(Change change, Account account, UserToken token) => change.Mail(
        account.Profile.Email,
        "Set a new password",
        new MailContent(
            "Set a new password",
            ["Open the link to set a new password. It works once, for an hour, and ends all of your sessions.", "If you did not ask for it, do nothing: your password is unchanged."],
            new MailLink("Set a new password", new Uri(api.Value.PublicUrl, $"/reset#token={token.Text}"))));
}
