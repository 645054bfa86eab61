using System.Net;
using Artisan.Areas.Identity.Contracts;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Areas.Workspaces.Exports;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Removal;
using Artisan.Azure;
using Artisan.Platform.Functions;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;
using SignedInUser = Artisan.Testing.Host.SignedInUser;

namespace Artisan.Areas.Tests.Workspaces;

/// <summary>What goes on while an account or a workspace ends leaves nothing of it behind.</summary>
public sealed class EndingMeanwhileTests : IAsyncLifetime
{
    private readonly Interrupting _interrupting = new();
    private ArtisanApp _app = null!;
    private SignedInUser _ada = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync(services: s => s.AddSingleton<IExportContributor>(_interrupting));
        _ada = await _app.SignUpWithRoomAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Who_is_let_in_after_his_account_was_erased_is_no_member()
    {
        var (bob, token, person) = await InvitedAsync();
        await bob.Client.SendJsonAsync(HttpMethod.Delete, "/api/auth/me", new { }, HttpStatusCode.OK);
        await _app.SettleAsync();

        // A request that was admitted before comes to its end.
        await JoinAsync(token, person);
        await _app.SettleAsync();

        Assert.Equal(_ada.UserId, (string)Assert.Single(await _ada.MembersAsync())["id"]!);
        Assert.Equal((1, 1), await _app.CountsAsync(_ada.WorkspaceId));
    }

    [Fact]
    public async Task Accepting_and_erasing_at_once_ends_with_a_member_who_is_somebody_or_with_none()
    {
        for (var round = 0; round < 6; round++)
        {
            var (bob, token, person) = await InvitedAsync();
            var joining = JoinAsync(token, person);
            using var erased = await bob.Client.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/auth/me") { Content = IdentityCalls.Post("/", new { }).Content });
            await joining;
            await _app.SettleAsync();

            var isMember = (await _ada.MembersAsync()).Any(m => (string)m["id"]! == person.UserId);
            Assert.Equal(erased.StatusCode != HttpStatusCode.OK, isMember);
        }
    }

    [Fact]
    public async Task An_export_that_is_finished_while_its_workspace_is_destroyed_leaves_no_file()
    {
        var begun = await _ada.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/export"), new { }, HttpStatusCode.Accepted);
        var reached = 0;
        _interrupting.Meanwhile = async () =>
        {
            reached++;
            await _app.Services.GetRequiredService<DestroyWorkspace>().RunAsync(_ada.WorkspaceId, _ => true, CancellationToken.None);
        };
        await _app.SettleAsync();

        Assert.Equal(1, reached);
        Assert.Empty(await FilesAsync());

        // As where the process died between the file and the look at what became of the workspace.
        await _app.Services.GetRequiredService<ExportStore>().UploadAsync(_ada.WorkspaceId, (string)begun["id"]!, new MemoryStream([1]), CancellationToken.None);
        Assert.Single(await FilesAsync());
        await _app.Services.GetRequiredService<RunExport>().HandleAsync(new QueueMessage<ExportRequested>("1", new ExportRequested(_ada.WorkspaceId, (string)begun["id"]!)), CancellationToken.None);
        Assert.Empty(await FilesAsync());
    }

    private ValueTask<List<Artisan.Azure.Blobs.BlobItem>> FilesAsync() => StorageClients.Create(_app.ConnectionString).Blobs.GetBlobContainerClient("exports").GetBlobsAsync($"{_ada.WorkspaceId}/").ToListAsync();

    private async Task<(SignedInUser User, InvitationToken Token, Person Person)> InvitedAsync()
    {
        var bob = await _app.SignUpAsync();
        using var leaving = new HttpRequestMessage(HttpMethod.Delete, Crew.Path(bob.WorkspaceId));
        leaving.Headers.TryAddWithoutValidation("If-Match", "*");
        using var left = await bob.Client.SendAsync(leaving);
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        var token = InvitationToken.Parse(await _app.InviteAsync(_ada, bob.Email))!;
        return (bob, token, (await _app.Services.GetRequiredService<IAccounts>().FindAsync(bob.UserId, CancellationToken.None))!);
    }

    private async Task JoinAsync(InvitationToken token, Person person)
    {
        Assert.True(EmailAddress.TryParse(person.Email, out var address));
        var joined = await _app.Services.GetRequiredService<JoinTeam>().RunAsync(token.WorkspaceId, token.InvitationId, token, person, address, "", CancellationToken.None);
        Assert.Null(joined.Fault);
    }

    /// <summary>An area whose part of an export takes its time.</summary>
    private sealed class Interrupting : IExportContributor
    {
        public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

        public string Folder => "test";

        public Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct) => Meanwhile();
    }
}
