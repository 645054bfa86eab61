using System.IO.Compression;
using System.Net;
using System.Text;
using Artisan.Areas.Tests.Value;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Areas.Workspaces.Removal;
using Artisan.Azure;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Support;

public sealed class AttachingFilesTests(SupportApp shared) : IClassFixture<SupportApp>
{
    private readonly Workplace _place = new(shared.App);

    private static readonly (string, string)[] Fields = [("subject", "It stops"), ("text", "See the files."), ("priority", "urgent")];

    [Fact]
    public async Task Files_come_back_as_attachments_in_the_type_that_their_content_shows()
    {
        var owner = await _place.OwnerAsync();
        var opened = await owner.SendFormAsync(Helpline.Tickets, Helpline.Form(Fields, ("../shot.png", Helpline.Png), ("run.log", "<script>alert(1)</script>"u8.ToArray())), HttpStatusCode.Created);
        var ticket = await owner.TicketAsync((string)opened["id"]!);
        var files = ticket["thread"]![0]!["attachments"]!.AsArray();

        Assert.Equal("urgent", (string?)ticket["priority"]);
        Assert.Equal(["shot.png", "run.log"], files.Select(f => (string)f!["name"]!));
        foreach (var (file, type, content) in new[] { (files[0]!, "image/png", Helpline.Png), (files[1]!, "text/plain", "<script>alert(1)</script>"u8.ToArray()) })
        {
            using var answer = await owner.GetAsync(new Uri($"/api/support/attachments/{(string)file["id"]!}", UriKind.Relative));
            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.Equal(("attachment", (string)file["name"]!), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileName!.Trim('"')));
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal(content, await answer.Content.ReadAsByteArrayAsync());
        }

        var viewer = await _place.MemberAsync(Platform.Access.Role.Viewer, Platform.Access.Hats.None);
        await viewer.GetJsonAsync($"/api/support/attachments/{(string)files[0]!["id"]!}", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("page.html", "<html>")]
    [InlineData("shot.png", "<html>")]
    [InlineData("all.zip", "PK\u0003\u0004")]
    [InlineData("empty.txt", "")]
    public async Task A_forbidden_file_refuses_the_whole_message_and_nothing_is_kept(string name, string content)
    {
        var owner = await _place.OwnerAsync();
        var problem = await owner.SendFormAsync(Helpline.Tickets, Helpline.Form(Fields, ("good.png", Helpline.Png), (name, Encoding.UTF8.GetBytes(content))), HttpStatusCode.UnprocessableEntity);
        Assert.Equal("support.file_refused", (string?)problem["code"]);
        Assert.Contains(name, (string)problem["errors"]!["files"]![0]!, StringComparison.Ordinal);
        Assert.Empty(await owner.ListAsync());
        Assert.Empty(await FilesAsync(_place.Id));
    }

    [Fact]
    public async Task Too_many_files_and_a_request_over_ten_megabytes_are_refused()
    {
        var owner = await _place.OwnerAsync();
        var id = await owner.OpenAsync();
        var many = Helpline.Form([("text", "x")], [.. Enumerable.Range(0, 6).Select(i => ($"{i}.png", Helpline.Png))]);
        Assert.NotNull((await owner.SendFormAsync($"{Helpline.Tickets}/{id}/messages", many, HttpStatusCode.BadRequest))["errors"]!["files"]);
        var large = Helpline.Form([("text", "x")], ("large.png", [.. Helpline.Png, .. new byte[10 * 1024 * 1024]]));
        Assert.Equal("request.too_large", await owner.SendFormAsync($"{Helpline.Tickets}/{id}/messages", large, HttpStatusCode.RequestEntityTooLarge).CodeAsync());
        var most = Helpline.Form([("text", "x")], ("most.png", [.. Helpline.Png, .. new byte[9 * 1024 * 1024]]));
        await owner.SendFormAsync($"{Helpline.Tickets}/{id}/messages", most, HttpStatusCode.Created);
        Assert.Single(await FilesAsync(_place.Id));
    }

    [Fact]
    public async Task The_same_form_sent_again_is_the_same_ticket_and_its_files_are_kept_once()
    {
        var owner = await _place.OwnerAsync();
        // Every form has another boundary, as a browser's second try has.
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => owner.SendFormAsync(Helpline.Tickets, Helpline.Form(Fields, ("a.png", Helpline.Png)), HttpStatusCode.Created, "once")));
        Assert.Single(answers.Select(a => (string)a["id"]!).Distinct());
        Assert.Single(await owner.ListAsync());
        Assert.Single(await FilesAsync(_place.Id));
        Assert.Equal("request.idempotency_conflict", await owner.SendFormAsync(Helpline.Tickets, Helpline.Form(Fields, ("b.png", Helpline.Png)), HttpStatusCode.Conflict, "once").CodeAsync());
    }

    [Fact]
    public async Task A_form_that_is_none_is_refused()
    {
        var owner = await _place.OwnerAsync();
        using var broken = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\na"u8.ToArray());
        broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        using var answer = await owner.PostAsync(new Uri(Helpline.Tickets, UriKind.Relative), broken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Files_are_in_the_export_and_go_with_the_workspace()
    {
        var owner = await shared.App.SignUpAsync();
        var opened = await owner.Client.SendFormAsync(Helpline.Tickets, Helpline.Form(Fields, ("run.log", "the only line"u8.ToArray())), HttpStatusCode.Created);
        await shared.App.SettleAsync();
        Assert.Contains((await shared.App.Desk().ListAsync(200, null, default)).Tickets, t => t.WorkspaceId == owner.WorkspaceId);

        var begun = await owner.Client.PostJsonAsync(Crew.Path(owner.WorkspaceId, "/export"), new { }, HttpStatusCode.Accepted);
        await shared.App.SettleAsync();
        using var zip = new ZipArchive(new MemoryStream(await owner.Client.GetByteArrayAsync(new Uri(Crew.Path(owner.WorkspaceId, $"/exports/{(string)begun["id"]!}?format=zip"), UriKind.Relative))));
        Assert.Contains("See the files.", Text(zip, "support/tickets.jsonl"), StringComparison.Ordinal);
        Assert.Equal("the only line", Text(zip, zip.Entries.Single(e => e.FullName.StartsWith("support/attachments/", StringComparison.Ordinal)).FullName));

        await owner.Client.DeleteAsync(new Uri(Crew.Path(owner.WorkspaceId), UriKind.Relative));
        await shared.App.Services.GetRequiredService<DestroyWorkspace>().RunAsync(owner.WorkspaceId, _ => true, CancellationToken.None);
        await shared.App.SettleAsync();
        Assert.Empty(await FilesAsync(owner.WorkspaceId));
        Assert.DoesNotContain((await shared.App.Desk().ListAsync(200, null, default)).Tickets, t => t.WorkspaceId == owner.WorkspaceId);
        Assert.Null(await shared.App.Desk().FindAsync((string)opened["id"]!, default));
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private async Task<IReadOnlyList<string>> FilesAsync(string workspaceId)
    {
        try
        {
            return await StorageClients.Create(shared.App.ConnectionString).Blobs.GetBlobContainerClient("attachments").GetBlobsAsync($"{workspaceId}/").Select(b => b.Name).ToListAsync();
        }
        catch (global::Azure.RequestFailedException e) when (e.Status == 404)
        {
            return [];
        }
    }
}
