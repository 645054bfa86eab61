using System.Security.Cryptography;
using System.Text;
using Artisan.Azure.Blobs;
using Artisan.Testing;
using Azure;

namespace Artisan.Azure.Tests.Blobs;

public sealed class KeepingBlobsTests : IAsyncLifetime
{
    private readonly BlobServiceClient _service = AzuriteFixture.CreateClients().Blobs;
    private readonly BlobContainerClient _container;

    public KeepingBlobsTests() => _container = _service.GetBlobContainerClient(AzuriteFixture.NewName("c-"));

    public Task InitializeAsync() => _container.CreateIfNotExistsAsync();

    public Task DisposeAsync() => _container.DeleteIfExistsAsync();

    [Theory]
    [InlineData("plain.json")]
    [InlineData("folder/sub folder/it's 100 % + äöü 😀 #1?&=.txt")]
    public async Task A_blob_is_read_as_it_was_written_with_its_type_and_metadata(string name)
    {
        var blob = _container.GetBlobClient(name);
        var written = (await blob.UploadAsync(BinaryData.FromString("{\"a\":1}"), new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/json", ContentDisposition = "attachment" },
            Metadata = new Dictionary<string, string> { ["origin"] = "export" }
        })).Value;

        var read = (await blob.DownloadContentAsync()).Value;
        var properties = (await blob.GetPropertiesAsync()).Value;

        Assert.Equal("{\"a\":1}", read.Content.ToString());
        Assert.Equal(("application/json", written.ETag, 7), (properties.ContentType, properties.ETag, properties.ContentLength));
        Assert.Equal("export", properties.Metadata["origin"]);
        Assert.Equal(written.ETag, read.Details.ETag);
        Assert.Equal(7, read.Details.ContentLength);
        Assert.True((await blob.ExistsAsync()).Value);
        List<BlobItem> listed = [];
        await foreach (var item in _container.GetBlobsAsync()) listed.Add(item);
        Assert.Equal((name, 7, written.ETag, "application/json"), (listed.Single().Name, listed.Single().Properties.ContentLength, listed.Single().Properties.ETag, listed.Single().Properties.ContentType));
    }

    [Fact]
    public async Task A_large_stream_goes_in_and_comes_out_without_being_held()
    {
        var bytes = RandomNumberGenerator.GetBytes(9 << 20);
        var blob = _container.GetBlobClient("large.bin");
        using var source = new MemoryStream(bytes);
        await blob.UploadAsync(source, new BlobUploadOptions());

        using var result = (await blob.DownloadStreamingAsync()).Value;
        Assert.Equal(bytes.Length, result.Details.ContentLength);
        Assert.Equal(SHA256.HashData(bytes), await SHA256.HashDataAsync(result.Content));
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        var blob = _container.GetBlobClient("empty");
        await blob.UploadAsync(BinaryData.FromBytes(Array.Empty<byte>()));
        Assert.Empty((await blob.DownloadContentAsync()).Value.Content.ToArray());
    }

    [Fact]
    public async Task A_write_once_blob_is_never_overwritten()
    {
        var blob = _container.GetBlobClient("once");
        await blob.UploadAsync(BinaryData.FromString("first"));

        var again = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(BinaryData.FromString("second")));

        Assert.Equal((409, "BlobAlreadyExists"), (again.Status, again.ErrorCode));
        Assert.Equal("first", (await blob.DownloadContentAsync()).Value.Content.ToString());
        await blob.UploadAsync(BinaryData.FromString("third"), overwrite: true);
        Assert.Equal("third", (await blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task Writes_and_deletes_respect_the_version_they_name()
    {
        var blob = _container.GetBlobClient("versioned");
        var first = (await blob.UploadAsync(BinaryData.FromString("1"))).Value.ETag;
        var second = (await blob.UploadAsync(BinaryData.FromString("2"), new BlobUploadOptions { Conditions = new() { IfMatch = first } })).Value.ETag;

        var staleWrite = await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(BinaryData.FromString("3"), new BlobUploadOptions { Conditions = new() { IfMatch = first } }));
        var staleDelete = await Assert.ThrowsAsync<RequestFailedException>(() => blob.DeleteIfExistsAsync(new() { IfMatch = first }));

        Assert.Equal((412, "ConditionNotMet"), (staleWrite.Status, staleWrite.ErrorCode));
        Assert.Equal(412, staleDelete.Status);
        Assert.True((await blob.DeleteIfExistsAsync(new() { IfMatch = second })).Value);
        Assert.False((await blob.DeleteIfExistsAsync()).Value);
    }

    [Fact]
    public async Task A_missing_blob_is_404_and_does_not_exist()
    {
        var blob = _container.GetBlobClient("none");
        var missing = await Assert.ThrowsAsync<RequestFailedException>(() => blob.DownloadContentAsync());
        Assert.Equal((404, "BlobNotFound"), (missing.Status, missing.ErrorCode));
        Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(() => blob.DownloadStreamingAsync())).Status);
        Assert.Equal(404, (await Assert.ThrowsAsync<RequestFailedException>(() => blob.GetPropertiesAsync())).Status);
        Assert.False((await blob.ExistsAsync()).Value);
    }

    [Fact]
    public async Task Blobs_are_listed_by_prefix_in_pages_that_can_be_taken_up_later()
    {
        await Task.WhenAll(Enumerable.Range(0, 7).Select(i => _container.GetBlobClient($"a/{i}").UploadAsync(BinaryData.FromString("x"))));
        await _container.GetBlobClient("b/0").UploadAsync(BinaryData.FromString("x"));

        List<Page<BlobItem>> pages = [];
        await foreach (var page in _container.GetBlobsAsync("a/").AsPages(pageSizeHint: 3)) pages.Add(page);
        Assert.Equal([3, 3, 1], pages.Select(p => p.Values.Count));
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"a/{i}"), pages.SelectMany(p => p.Values).Select(b => b.Name));

        await foreach (var page in _container.GetBlobsAsync("a/").AsPages(pages[1].ContinuationToken, 3)) Assert.Equal("a/6", Assert.Single(page.Values).Name);
    }

    [Fact]
    public async Task Containers_are_created_once_listed_and_deleted()
    {
        Assert.Equal(409, (await _container.CreateIfNotExistsAsync()).Status);
        List<string> names = [];
        await foreach (var container in _service.GetBlobContainersAsync(_container.Name)) names.Add(container.Name);
        Assert.Equal([_container.Name], names);

        Assert.True((await _container.DeleteIfExistsAsync()).Value);
        Assert.False((await _container.DeleteIfExistsAsync()).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../secret")]
    [InlineData("a/./b")]
    [InlineData("back\\slash")]
    [InlineData("line\nbreak")]
    [InlineData("dot.")]
    public void A_name_that_would_change_on_the_way_is_refused(string name) => Assert.Throws<ArgumentException>(() => _container.GetBlobClient(name));

    [Fact]
    public async Task A_stream_that_cannot_begin_anew_is_refused()
    {
        using var source = new CryptoStream(new MemoryStream(Encoding.UTF8.GetBytes("x")), new ToBase64Transform(), CryptoStreamMode.Read);
        await Assert.ThrowsAsync<ArgumentException>(() => _container.GetBlobClient("stream").UploadAsync(source, new BlobUploadOptions()));
    }
}
