using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Workspaces.Operations;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces;

[JsonSerializable(typeof(CreateWorkspaceRequest))]
[JsonSerializable(typeof(UpdateWorkspaceRequest))]
[JsonSerializable(typeof(WorkspaceResponse))]
[JsonSerializable(typeof(Page<WorkspaceItem>))]
[JsonSerializable(typeof(WorkspaceRenamed))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class WorkspacesJson : JsonSerializerContext;
