using System.Text.Json;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Identity.Model;
using Artisan.Areas.Identity.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Areas.Identity.Registration;

/// <summary>A registration, or a wish for another mail, whose mail is to be written.</summary>
internal sealed record RegistrationMail(string Token)
{
    // The token stays out of logs.
    public override string ToString() => "registration mail";
}

/// <summary>
/// Writes the mail of a registration after the request was answered, so that neither the answer nor the time it takes tells whether
/// the address was known. Each request leads to at most one mail, however often its message comes.
/// </summary>
internal sealed class SendRegistrationMail(Stores stores, RegistrationMails mails, SystemClock clock) : IOutboxSink
{
    public const string SinkName = "identity-registration";
    private const string Mailed = "mailed";
    private const string Pointer = "registration";

    public string Name => SinkName;

    public async Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages) await SendAsync(JsonSerializer.Deserialize(message.Body, IdentityStorageJson.Default.RegistrationMail)!.Token, ct);
    }

    private async Task SendAsync(string token, CancellationToken ct)
    {
        var hash = SecretText.Hash(token);
        var home = Open(IdentityKeys.Registration(hash));
        if (await home.FindAsync(IdentityKeys.Pending, ct) is not { } row || !EmailAddress.TryParse(row.GetString("address")!, out var address)) return;

        var mailbox = Open(IdentityKeys.Address(address));
        if (await mailbox.FindAsync(IdentityKeys.Owner, ct) is not null)
        {
            // The row goes with the mail: its token was shown to nobody.
            if (row.GetBoolean(Mailed) is not true) await CommitAsync(mails.Known(home.Change().Delete(row), address.Text), ct);
            return;
        }

        var pointer = await mailbox.FindAsync(IdentityKeys.Pending, ct);
        if (row.GetBoolean(Mailed) is not true && !await MailAsync(home, row, pointer, token, ct)) return;
        await PointAsync(mailbox, pointer, hash, ct);
    }

    // Fills a wish for another mail from the latest registration, and mails the link.
    private async Task<bool> MailAsync(Partition home, TableEntity row, TableEntity? pointer, string token, CancellationToken ct)
    {
        var registration = PendingRegistration.From(row);
        if (registration is null && pointer is not null)
        {
            var latest = await Open(IdentityKeys.Registration(pointer.GetString(Pointer)!)).FindAsync(IdentityKeys.Pending, ct);
            registration = latest is null ? null : PendingRegistration.From(latest);
        }

        if (registration is null)
        {
            await CommitAsync(home.Change().Delete(row), ct);
            return false;
        }

        registration.Into(row)[Mailed] = true;
        await CommitAsync(mails.Confirm(home.Change().Replace(row), registration.Address, registration.Name, token), ct);
        return true;
    }

    private async Task PointAsync(Partition mailbox, TableEntity? pointer, string hash, CancellationToken ct)
    {
        if (pointer?.GetString(Pointer) == hash) return;
        var row = mailbox.Row(IdentityKeys.Pending);
        row[Pointer] = hash;
        row[Partition.Expiry] = clock.Now + PendingRegistration.Kept;
        await mailbox.Change().Upsert(row).CommitAsync(ct);
    }

    private static async Task CommitAsync(Change change, CancellationToken ct)
    {
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // The same message, delivered twice at once: the other delivery did it.
        }
    }

    private Partition Open(string partition) => stores.Platform(TableNames.Identity).Partition(partition);
}
