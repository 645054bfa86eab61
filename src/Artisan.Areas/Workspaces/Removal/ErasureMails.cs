using System.Globalization;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Workspaces.Removal;

/// <summary>What we write to the owners of a workspace that is to be erased, or is not any more.</summary>
internal sealed class ErasureMails(IOptions<ApiOptions> api)
{
    public Change Add(Change change, MemberAddress owner, string workspace, string by, DateTimeOffset? at) => at is { } when
        ? change.Mail(owner.Email, $"{workspace} is going to be erased", new MailContent(
            $"{workspace} is going to be erased",
            [
                $"{by} asked for the workspace {workspace} to be erased with all of its data. It happens on {when.UtcDateTime.ToString("d MMMM yyyy 'at' HH:mm 'UTC'", CultureInfo.InvariantCulture)}.",
                "Until then every owner can keep it, in its settings. Afterwards nobody can bring it back; receipts that were handed out can still be verified.",
            ],
            new MailLink("Open the settings", new Uri(api.Value.PublicUrl, "/settings/workspace"))))
        : change.Mail(owner.Email, $"{workspace} is kept", new MailContent($"{workspace} is kept", [$"{by} took back that the workspace {workspace} is erased. Nothing was changed."]));
}
