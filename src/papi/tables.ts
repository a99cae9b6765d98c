export type PapiTables = {
  papi_documents: { name: string; content: unknown; hash: string; loaded_at: string }
  papi_provinces: { code: string; name: string; name_en: string; key: string; unit_2025: string }
  papi_scores: {
    year: number
    item: string
    province: string
    score: number
    import_id: string | null
  }
  papi_precisions: {
    year: number
    item: string
    province: string
    se: number | null
    low: number | null
    high: number | null
    respondents: number | null
  }
  papi_places: { year: number; item: string; province: string; place: number; places: number }
  papi_group_sizes: {
    year: number
    item: string
    top: number
    upper: number
    lower: number
    lowest: number
  }
  papi_imports: {
    id: string
    file_name: string
    file_hash: string
    begun_at: string
    begun_by: string | null
    applied_at: string | null
    applied_by: string | null
    summary: unknown
  }
  papi_scenarios: {
    unit_id: string
    id: string
    name: string
    year: number
    province: string
    settings: { code: string; value: number }[]
    saved_at: string
    saved_by: string | null
    ended_at: string | null
    ended_by: string | null
  }
  papi_lever_terms: {
    id: string
    code: string
    within_year: 'yes' | 'partly' | 'no'
    effort: number
    bound: number | null
    reason: string
    set_at: string
    set_by: string | null
    replaced_at: string | null
  }
  papi_links: {
    id: string
    plan_item_id: string
    item: string
    serves: boolean
    set_at: string
    set_by: string | null
    replaced_at: string | null
  }
}
