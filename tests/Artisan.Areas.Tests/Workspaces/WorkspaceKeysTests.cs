using Artisan.Areas.Workspaces.Exports;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Tests.Workspaces;

/// <summary>Rows of one partition that must not be taken for each other, and tokens that must be read back as they were written.</summary>
public sealed class WorkspaceKeysTests
{
    private const string Id = "00000000000000000000000000";

    [Fact]
    public void Ranges_of_the_partition_hold_their_own_rows_only()
    {
        var rows = new[] { WorkspaceKeys.Workspace, WorkspaceKeys.Member($"usr_{Id}"), InvitationKeys.Row($"inv_{Id}"), ExportKeys.Row($"exp_{Id}"), ApiKey.KeyOf(1), "keys", $"out|{Id}" };

        Assert.Equal([rows[1]], Within(WorkspaceKeys.Members, rows));
        Assert.Equal([rows[2]], Within(InvitationKeys.All, rows));
        Assert.Equal([rows[3]], Within(ExportKeys.All, rows));
        Assert.Equal([rows[4]], Within(ApiKey.All, rows));
    }

    [Fact]
    public void Ids_are_read_back_from_keys()
    {
        Assert.Equal($"inv_{Id}", InvitationKeys.IdOf(InvitationKeys.Row($"inv_{Id}")));
        Assert.Equal($"exp_{Id}", ExportKeys.IdOf(ExportKeys.Row($"exp_{Id}")));
        Assert.Equal($"usr_{Id}", WorkspaceKeys.UserOf(WorkspaceKeys.Member($"usr_{Id}")));
    }

    [Fact]
    public void Older_invitations_come_first() =>
        Assert.True(string.CompareOrdinal(InvitationKeys.Row("inv_01jd0000000000000000000000"), InvitationKeys.Row("inv_01je0000000000000000000000")) < 0);

    [Fact]
    public void A_token_is_read_back_and_its_secret_is_256_bits()
    {
        var token = InvitationToken.Create($"ws_{Id}", $"inv_{Id}");

        Assert.Equal(token, InvitationToken.Parse(token.ToText()));
        Assert.Equal(64, token.Secret.Length);
        Assert.NotEqual(token.Secret, InvitationToken.Create($"ws_{Id}", $"inv_{Id}").Secret);
        Assert.DoesNotContain(token.Secret, token.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ws_00000000000000000000000000.inv_00000000000000000000000000")]
    [InlineData("ws_00000000000000000000000000.inv_00000000000000000000000000.short")]
    [InlineData("usr_0000000000000000000000000.inv_00000000000000000000000000.0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ws_00000000000000000000000000.inv_00000000000000000000000000.000000000000000000000000000000000000000000000000000000000000000G")]
    [InlineData("ws_00000000000000000000000000.inv_00000000000000000000000000.0000000000000000000000000000000000000000000000000000000000000000.x")]
    public void What_is_no_token_is_refused_before_it_becomes_a_key(string text) => Assert.Null(InvitationToken.Parse(text));

    private static IEnumerable<string> Within(RowRange range, IEnumerable<string> rows) =>
        rows.Where(r => string.CompareOrdinal(r, range.From) >= 0 && string.CompareOrdinal(r, range.To) < 0);
}
